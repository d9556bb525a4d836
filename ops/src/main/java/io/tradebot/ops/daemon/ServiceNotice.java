package io.tradebot.ops.daemon;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Structure;

import java.nio.charset.StandardCharsets;

/**
 * Tells systemd how the process is (sd_notify(3)): READY=1 once it has reconciled, WATCHDOG=1 while things move, STATUS= for people,
 * STOPPING=1. Without NOTIFY_SOCKET in the environment it does nothing. Java has no datagram sockets of the Unix kind, so the C library
 * is called. Any thread.
 */
public final class ServiceNotice {

    private static final int AF_UNIX = 1;
    private static final int SOCK_DGRAM = 2;
    private static final int SOCK_CLOEXEC = 0x80000;
    private static final int PATH_LENGTH = 108;

    private static final int MSG_DONTWAIT = 0x40;
    private static final long NANOS_PER_MICRO = 1_000;
    /** A message may be lost or late, so two come in the manager's time. */
    private static final int MESSAGES_PER_TIMEOUT = 3;

    private final String socketPath;
    private final long periodNanos;

    /** Address of a Unix socket as the kernel has it. */
    @Structure.FieldOrder({"family", "path"})
    public static final class Address extends Structure {
        /** AF_UNIX. */
        public short family = AF_UNIX;
        /** Name; a leading NUL makes it abstract. */
        public byte[] path = new byte[PATH_LENGTH];
    }

    private interface CLibrary extends Library {
        int socket(int domain, int type, int protocol);

        int sendto(int descriptor, byte[] message, long length, int flags, Address address, int addressLength);

        int close(int descriptor);
    }

    /** Loaded at the first message only: most processes never send one. */
    private static final class C {
        private static final CLibrary LIBRARY = Native.load("c", CLibrary.class);
    }

    private ServiceNotice(String socketPath, long periodNanos) {
        this.socketPath = socketPath;
        this.periodNanos = periodNanos;
    }

    /** To the socket that the environment names. */
    public static ServiceNotice ofEnvironment() {
        String watchdog = System.getenv("WATCHDOG_USEC");
        boolean isWatched = watchdog != null && watchdog.matches("[1-9][0-9]{0,12}");
        return new ServiceNotice(System.getenv("NOTIFY_SOCKET"), isWatched ? Long.parseLong(watchdog) * NANOS_PER_MICRO / MESSAGES_PER_TIMEOUT : Long.MAX_VALUE);
    }

    /** To this socket; null for nobody. */
    static ServiceNotice to(String socketPath) {
        return new ServiceNotice(socketPath, Long.MAX_VALUE);
    }

    /** At most so far apart the manager wants to hear from a process, {@code Long.MAX_VALUE} when it does not care. */
    long periodNanos() {
        return periodNanos;
    }

    /** True when somebody listens. */
    public boolean isHeard() {
        return socketPath != null && !socketPath.isEmpty();
    }

    /**
     * Sends lines such as {@code READY=1\nSTATUS=...}.
     *
     * @return whether the message left; a manager that has gone away is no reason to stop trading
     */
    public boolean send(String lines) {
        if (!isHeard()) {
            return false;
        }
        byte[] name = socketPath.getBytes(StandardCharsets.UTF_8);
        if (name.length >= PATH_LENGTH) {
            return false;
        }
        Address address = new Address();
        System.arraycopy(name, 0, address.path, 0, name.length);
        if (socketPath.startsWith("@")) {
            address.path[0] = 0;
        }
        byte[] message = lines.getBytes(StandardCharsets.UTF_8);
        int descriptor = C.LIBRARY.socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
        if (descriptor < 0) {
            return false;
        }
        try {
            return C.LIBRARY.sendto(descriptor, message, message.length, MSG_DONTWAIT, address, Short.BYTES + name.length) == message.length;
        } finally {
            C.LIBRARY.close(descriptor);
        }
    }
}
