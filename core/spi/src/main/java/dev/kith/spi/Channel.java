package dev.kith.spi;

/** How a person is reached under a subscription. Consent is given for one subscription and one channel. */
public enum Channel {
    EMAIL,
    SMS
}
