"""What customers ask on the way: `sides` answers, `in_vain` owns up and keeps what nobody here can answer."""
