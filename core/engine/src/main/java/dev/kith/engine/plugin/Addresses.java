package dev.kith.engine.plugin;

import java.net.Inet4Address;
import java.net.InetAddress;

/** Tells addresses of the public Internet from those of inner networks, which a connector must not reach. */
final class Addresses {
    private Addresses() {}

    static boolean isPublic(InetAddress address) {
        boolean special = address.isLoopbackAddress()
                || address.isAnyLocalAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress();
        return !special && (address instanceof Inet4Address ? isPublic4(address) : isPublic6(address));
    }

    private static boolean isPublic4(InetAddress address) {
        int first = octet(address, 0);
        boolean thisNetwork = first == 0;
        boolean carrierNat = first == 100 && (octet(address, 1) & 0xC0) == 64;
        boolean reserved = first >= 240;
        return !thisNetwork && !carrierNat && !reserved;
    }

    private static boolean isPublic6(InetAddress address) {
        boolean uniqueLocal = (octet(address, 0) & 0xFE) == 0xFC;
        return !uniqueLocal;
    }

    private static int octet(InetAddress address, int index) {
        return address.getAddress()[index] & 0xFF;
    }
}
