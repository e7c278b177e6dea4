package dev.kith.engine.plugin;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;

/** Tells addresses of the public Internet from those of inner networks, which a connector must not reach. */
final class Addresses {
    private static final byte[] NAT64 = {0, 0x64, (byte) 0xff, (byte) 0x9b, 0, 0, 0, 0, 0, 0, 0, 0};

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
        boolean protocols = first == 192 && octet(address, 1) == 0 && octet(address, 2) == 0;
        boolean benchmarks = first == 198 && (octet(address, 1) & 0xFE) == 18;
        boolean reserved = first >= 240;
        return !thisNetwork && !carrierNat && !protocols && !benchmarks && !reserved;
    }

    private static boolean isPublic6(InetAddress address) {
        boolean uniqueLocal = (octet(address, 0) & 0xFE) == 0xFC;
        return !uniqueLocal
                && embedded(address).filter(inner -> !isPublic(inner)).isEmpty();
    }

    /** The IPv4 address that a gateway would send on to: of NAT64 (64:ff9b::/96), 6to4 (2002::/16) and ::/96. */
    private static Optional<InetAddress> embedded(InetAddress address) {
        byte[] all = address.getAddress();
        byte[] start = Arrays.copyOf(all, 12);
        if (Arrays.equals(start, NAT64) || Arrays.equals(start, new byte[12])) {
            return Optional.of(inner(all, 12));
        }
        return octet(address, 0) == 0x20 && octet(address, 1) == 2 ? Optional.of(inner(all, 2)) : Optional.empty();
    }

    private static InetAddress inner(byte[] all, int from) {
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(all, from, from + 4));
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int octet(InetAddress address, int index) {
        return address.getAddress()[index] & 0xFF;
    }
}
