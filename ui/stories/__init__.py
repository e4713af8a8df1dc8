"""The states of every component, by kind of component; `ui.styleguide` shows them."""
