"""Names of months in English, French, German and Spanish exports."""

NAMES = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

_OTHER = {
    1: "janvier januar jänner enero jan janv ene",
    2: "février fevrier februar febrero feb févr fevr fév",
    3: "mars märz maerz marzo mar mär mrz",
    4: "avril april abril apr avr abr",
    5: "mai mayo may",
    6: "juin juni junio jun",
    7: "juillet juli julio jul juil",
    8: "août aout august agosto aug ago",
    9: "septembre september septiembre sep sept",
    10: "octobre oktober octubre oct okt",
    11: "novembre november noviembre nov",
    12: "décembre decembre dezember diciembre dec déc dez dic",
}

MONTHS = {name.lower(): number for number, name in enumerate(NAMES, 1)} | {
    word: number for number, words in _OTHER.items() for word in words.split()
}
