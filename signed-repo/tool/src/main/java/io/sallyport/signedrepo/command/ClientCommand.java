package io.sallyport.signedrepo.command;

import io.sallyport.signedrepo.ToolRefusals;
import io.sallyport.signedrepo.UrlFetcher;
import io.sallyport.trust.AtomicFiles;
import io.sallyport.trust.Digests;
import io.sallyport.trust.TargetFile;
import io.sallyport.trust.TufClient;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.net.URLEncoder;
import java.time.Clock;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A plain TUF client, for conformance suites. */
@Command(name = "client", mixinStandardHelpOptions = true, description = "A plain TUF client with the command line that conformance suites expect: init ROOT, refresh, download.")
public final class ClientCommand {
  @Option(names = "--metadata-dir", required = true, paramLabel = "DIR", description = "trusted metadata") private Path metadataDir;
  @Option(names = "--metadata-url", paramLabel = "URL") private URI metadataUrl;
  @Option(names = "--target-name") private String targetName;
  @Option(names = "--target-base-url", paramLabel = "URL") private URI targetUrl;
  @Option(names = "--target-dir", paramLabel = "DIR") private Path targetDir;

  @Command(name = "init", description = "Trusts a root.")
  public void init(@Parameters(paramLabel = "ROOT") Path root) {
    client().init(VerifyCommand.read(root));
  }

  @Command(name = "refresh", description = "Updates the top-level metadata.")
  public void refresh() {
    client().refresh();
  }

  @Command(name = "download", description = "Updates, then downloads a target into --target-dir unless it is there.")
  public void download() {
    TufClient client = client();
    client.refresh();
    TargetFile target = client.target(targetName)
        .orElseThrow(() -> ToolRefusals.refuse("SP-TOOL-0015", "the repository has no such target", targetName, "check the name"));
    Path file = targetDir.resolve(URLEncoder.encode(targetName, StandardCharsets.UTF_8));
    if (Files.isRegularFile(file) && file.toFile().length() == target.length() && target.hashes().getOrDefault("sha256", "").equals(Digests.sha256(file))) {
      return;
    }
    String path = client.root().consistentSnapshot() ? target.consistentPath() : target.path();
    byte[] bytes = new UrlFetcher(targetUrl).fetch(path, target.length()).orElseThrow(() -> ToolRefusals.refuse("SP-TOOL-0015", "the target is missing", path, "check the repository"));
    target.requireContent(bytes);
    AtomicFiles.write(file, bytes);
  }

  private TufClient client() {
    return new TufClient(metadataDir, new UrlFetcher(metadataUrl == null ? URI.create("file:///none/") : metadataUrl), Clock.systemUTC());
  }
}
