"""Currency codes of ISO 4217, the signs and nicknames in exports, and what a typo meant."""

from difflib import get_close_matches

_CODES = """
AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD
CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP
GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD
KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN
NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP
SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VED VES
VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG
"""
CODES = frozenset(_CODES.split())

_COMMON_TEXT = "USD EUR GBP CAD AUD CHF JPY CNY INR SEK NOK DKK PLN BRL MXN NZD SGD HKD"
_COMMON = _COMMON_TEXT.split()

# A sign alone that several currencies share ($, ¥, kr) names none of them.
SYMBOLS = {"$": "", "¥": "", "kr": "", "kr.": "", "€": "EUR", "£": "GBP", "₹": "INR", "₩": "KRW"}
_SIGNS = {
    "US$": "USD", "$US": "USD", "CA$": "CAD", "C$": "CAD", "$CA": "CAD", "A$": "AUD", "AU$": "AUD",
    "NZ$": "NZD", "HK$": "HKD", "S$": "SGD", "R$": "BRL", "MX$": "MXN", "JP¥": "JPY", "CN¥": "CNY",
    "ZŁ": "PLN", "KČ": "CZK", "FR.": "CHF", "SFR": "CHF", "₺": "TRY", "₪": "ILS", "฿": "THB",
}  # fmt: skip

# What people write for a currency and a wrong guess would turn into another one.
_NICKNAMES = {
    "CDN": "CAD", "CAN": "CAD", "EURO": "EUR", "EUROS": "EUR", "STG": "GBP", "UKP": "GBP",
    "GPB": "GBP", "RMB": "CNY", "YEN": "JPY", "NTD": "TWD", "AUS": "AUD", "US": "USD",
    "USS": "USD", "SFR": "CHF", "CH": "CHF", "NIS": "ILS",
}  # fmt: skip


def currency_of(text: str) -> str | None:
    """The code that a text surely means; None for a shared sign or an unknown word."""
    word = text.strip().upper()
    if word in CODES:
        return word
    if word in _SIGNS:
        return _SIGNS[word]
    found = SYMBOLS.get(text.strip())
    if found:
        return found
    parts = word.split()
    if len(parts) > 1:
        codes = {code for part in parts if (code := currency_of(part))}
        if len(codes) == 1 and all(currency_of(p) or p.lower() in SYMBOLS for p in parts):
            return codes.pop()
    return None


def suggestion(text: str) -> str:
    """Did you mean …? Empty when nothing is near."""
    word = text.strip().upper()
    if word in _NICKNAMES:
        return _NICKNAMES[word]
    near = get_close_matches(word, _COMMON, 1, 0.6) or get_close_matches(word, CODES, 1, 0.7)
    return near[0] if near else ""
