package io.sallyport.signedrepo;

import static io.sallyport.signedrepo.ToolRun.ok;
import static io.sallyport.signedrepo.ToolRun.refused;
import static io.sallyport.signedrepo.ToolRun.run;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.diode.DiodeSocket;
import io.sallyport.diode.Receiver;
import io.sallyport.diode.ReceiverListener;
import io.sallyport.diode.TransferStatus;
import io.sallyport.trust.DirectoryFetcher;
import io.sallyport.trust.Json;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.TargetFile;
import io.sallyport.trust.TufClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code diode send} by its command line, to a real receiver that verifies the metadata. */
@Timeout(120)
class DiodeSendTest {
  @TempDir private Path work;
  private Path medium;
  private Path root;

  @BeforeEach
  void medium() throws IOException {
    Path keys = work.resolve("keys");
    Path password = Files.writeString(work.resolve("password"), "correct horse\n");
    Path repository = work.resolve("repository");
    Path thing = TestPackage.folder(work, "thing", "1.0.0");
    ok("keys", keys, "--password-file", password);
    ok("init", repository, "--keys", keys);
    ok("add", repository, thing);
    for (String key : List.of("root-1", "root-2", "targets-1", "targets-2", "snapshot", "timestamp")) {
      ok("sign", repository, "--role", key.split("-")[0], "--key", keys.resolve("vendor-" + key + ".p12"), "--password-file", password);
    }
    ok("publish", repository);
    root = repository.resolve("published/metadata/1.root.json");
    medium = work.resolve("medium");
    ok("medium", repository, medium);
  }

  @Test
  void sendsAMedium() throws IOException {
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try (Receiver receiver = new Receiver(work.resolve("quarantine"), 50_000_000, Duration.ofMinutes(1), this::targets, Clock.systemUTC(), new Nobody());
        DiodeSocket socket = DiodeSocket.open(any, receiver, failure -> {})) {
      String to = "127.0.0.1:" + socket.address().getPort();
      JsonObject sent = Json.parseObject(ok("diode", "send", medium, "--to", to, "--rate", "100", "--passes", "2", "--json").getBytes(StandardCharsets.UTF_8), "sent");
      assertEquals(2, sent.integer("passes"));
      // Loopback may lose packets of a busy machine: as on site, what is missing is sent again.
      while (receiver.transfers().isEmpty() || receiver.transfers().get(0).missing().isPresent()) {
        ok("diode", "send", medium, "--to", to);
      }
      TransferStatus transfer = receiver.transfers().get(0);
      assertEquals(sent.string("session"), transfer.session());
      Path received = receiver.medium(transfer.session());
      assertTrue(ok("verify", received, "--root", root).contains("thing"));
      assertEquals(FileTree.files(medium), FileTree.files(received));
      assertTrue(ok("diode", "send", medium, "--to", to, "--passes", "1").contains("pass 1: "));
    }
  }

  @Test
  void refusesWhatCannotBeSent() {
    for (String to : List.of("nowhere", "host:", ":1", "127.0.0.1:0", "127.0.0.1:65536", "127.0.0.1:x")) {
      refused("SP-TOOL-0040", "diode", "send", medium, "--to", to);
    }
    refused("SP-DIODE-0013", "diode", "send", work, "--to", "127.0.0.1:9");
    refused("SP-DIODE-0011", "diode", "send", medium, "--to", "127.0.0.1:9", "--only", "ABCD-EFGH");
    assertEquals(2, run(new ArrayList<>(), "diode", "send", medium, "--to", "127.0.0.1:9", "--rate", "0"));
    assertEquals(2, run(new ArrayList<>(), "diode", "send", medium));
    assertEquals(2, run(new ArrayList<>(), "diode"));
  }

  private Map<String, TargetFile> targets(Path metadata) {
    try {
      TufClient client = new TufClient(Files.createTempDirectory(work, "trusted"), new DirectoryFetcher(metadata), Clock.systemUTC());
      client.init(Files.readAllBytes(root));
      client.refresh();
      return client.allTargets();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Nobody implements ReceiverListener {
    @Override
    public void begun(TransferStatus transfer) {}

    @Override
    public void completed(TransferStatus transfer) {}

    @Override
    public void silent(TransferStatus transfer) {}

    @Override
    public void refused(String session, Refusal refusal) {
      throw new AssertionError(refusal.message());
    }
  }
}
