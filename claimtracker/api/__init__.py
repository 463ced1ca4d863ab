"""What every endpoint shares, taken by REST framework from the settings: nothing of the domain."""
