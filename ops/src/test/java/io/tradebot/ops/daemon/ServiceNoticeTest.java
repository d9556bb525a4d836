package io.tradebot.ops.daemon;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** What a service manager hears; Python plays it, as Java has no datagram sockets of the Unix kind. */
class ServiceNoticeTest {

    private static final String MANAGER = """
        import socket, sys
        at = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        name = sys.argv[1]
        at.bind("\\0" + name[1:] if name.startswith("@") else name)
        print("listening", flush=True)
        while True:
            message = at.recv(4096).decode()
            if message == "END=1":
                break
            print(message.rstrip("\\n").replace("\\n", "|"), flush=True)
        """;

    @TempDir
    private Path folder;
    private Process manager;
    private BufferedReader heard;
    private ServiceNotice notice;

    private void listen(String name) throws IOException {
        try {
            manager = new ProcessBuilder("python3", "-c", MANAGER, name).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        } catch (IOException absent) {
            assumeTrue(false, "there is no python3 to play the service manager");
        }
        heard = new BufferedReader(new InputStreamReader(manager.getInputStream(), StandardCharsets.UTF_8));
        assertEquals("listening", heard.readLine());
        notice = ServiceNotice.to(name);
    }

    private List<String> messages() throws Exception {
        assertTrue(notice.send("END=1"));
        assertTrue(manager.waitFor(20, TimeUnit.SECONDS));
        List<String> lines = new ArrayList<>();
        heard.lines().forEach(lines::add);
        return lines;
    }

    @AfterEach
    void end() {
        if (manager != null) {
            manager.destroyForcibly();
        }
    }

    @Test
    void shouldReachAnAbstractSocket() throws Exception {
        listen("@tradebot-test-" + ProcessHandle.current().pid() + "-" + System.nanoTime());
        assertTrue(notice.send("READY=1\n"));
        assertEquals(List.of("READY=1"), messages());
    }

    @Test
    void shouldNotMindThatNobodyListens() {
        assertFalse(ServiceNotice.to(null).send("READY=1"));
        assertFalse(ServiceNotice.to(folder.resolve("nobody").toString()).send("READY=1"));
        assertFalse(ServiceNotice.to("x".repeat(200)).send("READY=1"));
    }

    @Test
    void shouldBeAliveOnlyWhileInputsComeBackOutOfTheJournal() throws Exception {
        listen(folder.resolve("m").toString());
        ServiceWatch watch = new ServiceWatch(notice);
        Status status = new StatusBoard().status();
        watch.tick(status, 1, 1);
        watch.tick(status, 1, 1); // nothing moves
        watch.tick(status, 2, 1); // the journal stands
        watch.tick(status, 3, 1);
        watch.tick(status, 3, 2);
        watch.tick(status, 3, 3); // no inputs
        watch.stopping();
        watch.tick(status, 9, 9);
        assertEquals(List.of("WATCHDOG=1|STATUS=" + status.state() + ", 0 positions, 0 orders, 0 trades", "WATCHDOG=1", "STOPPING=1|STATUS=stopping"), messages());
    }

    @Test
    void shouldBeReadyOnceTheBrokerAgreedAndSayThatItStops() throws Exception {
        listen(folder.resolve("m").toString());
        DaemonRequest stepped = RunHome.request(folder.resolve("home"), "2026-03-10T13:25:00Z", "2026-03-10T13:40:00Z");
        DaemonRequest running = new DaemonRequest(stepped.home(), stepped.settings(), stepped.identity(), stepped.mode(), stepped.source(), stepped.faults(),
            new DaemonRequest.Pacing(DaemonRequest.Kind.ACCELERATED, 200_000_000), stepped.startNanos(), stepped.endNanos(), stepped.sealKey());
        assertNull(new Daemon(running, notice).run().fault());
        List<String> told = Collections.unmodifiableList(messages());
        assertEquals(1, told.stream().filter(message -> message.contains("READY=1")).count(), told.toString());
        assertTrue(told.stream().filter(message -> message.contains("WATCHDOG=1")).count() > 10, told.toString());
        assertEquals("STOPPING=1|STATUS=stopping", told.get(told.size() - 1));
        assertFalse(told.stream().filter(message -> message.contains("READY=1")).anyMatch(message -> message.contains("reconciling")), told.toString());
        String checked = CareTest.records(stepped.home().root(), "BuildChecked").get(0);
        assertTrue(checked.contains("java: Java ") && checked.contains("\"PASSED\""), checked);
    }
}
