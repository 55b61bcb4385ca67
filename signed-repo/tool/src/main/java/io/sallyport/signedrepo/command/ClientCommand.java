package io.sallyport.signedrepo.command;

import io.sallyport.signedrepo.DownloadFolder;
import io.sallyport.signedrepo.ToolRefusals;
import io.sallyport.signedrepo.UrlFetcher;
import io.sallyport.trust.TargetFile;
import io.sallyport.trust.TufClient;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A plain TUF client, for conformance suites; {@code bin/tuf-client} runs it. */
@Command(name = "client", mixinStandardHelpOptions = true, description = "A plain TUF client with the command line that conformance suites expect: init ROOT, refresh, download.")
public final class ClientCommand implements Runnable {
  @Spec private CommandSpec spec;
  @Option(names = "--metadata-dir", required = true, paramLabel = "DIR", description = "trusted metadata: root.json, timestamp.json and so on; the chain of roots in roots/") private Path metadataDir;
  @Option(names = "--metadata-url", paramLabel = "URL", description = "the repository's metadata, file: or http:") private URI metadataUrl;
  @Option(names = "--target-name", paramLabel = "PATH", description = "a target to download; repeatable") private List<String> targetNames = List.of();
  @Option(names = "--target-base-url", paramLabel = "URL", description = "the repository's targets, file: or http:") private URI targetUrl;
  @Option(names = "--target-dir", paramLabel = "DIR", description = "where downloaded targets go; what lies there already as signed for is not fetched again") private Path targetDir;
  @Option(names = "--timeout", paramLabel = "SECONDS", defaultValue = "60", description = "longest time for one file; default ${DEFAULT-VALUE}") private long timeout;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "name a command: init, refresh or download");
  }

  @Command(name = "init", description = "Trusts a root.")
  public void init(@Parameters(paramLabel = "ROOT") Path root) {
    new TufClient(metadataDir, (path, most) -> Optional.empty(), Clock.systemUTC()).init(VerifyCommand.read(root));
  }

  @Command(name = "refresh", description = "Updates the top-level metadata.")
  public void refresh() {
    refreshed();
  }

  @Command(name = "download", description = "Updates, then downloads the targets.")
  public void download() {
    given("--target-name", !targetNames.isEmpty());
    given("--target-dir", targetDir != null);
    UrlFetcher targets = new UrlFetcher(given("--target-base-url", targetUrl), Duration.ofSeconds(timeout));
    DownloadFolder folder = new DownloadFolder(targetDir);
    TufClient client = refreshed();
    for (String name : targetNames) {
      TargetFile target = client.target(name).orElseThrow(() -> ToolRefusals.refuse("SP-TOOL-0015", "the repository has no such target", name, "check the name"));
      if (!folder.holds(target)) {
        String path = client.root().consistentSnapshot() ? target.consistentPath() : target.path();
        folder.store(target, targets.fetchTarget(path, target.length()).orElseThrow(() -> ToolRefusals.refuse("SP-TOOL-0015", "the target is missing", path, "check the repository")));
      }
    }
  }

  private TufClient refreshed() {
    TufClient client = new TufClient(metadataDir, new UrlFetcher(given("--metadata-url", metadataUrl), Duration.ofSeconds(timeout)), Clock.systemUTC());
    client.refresh();
    return client;
  }

  private <T> T given(String option, T value) {
    given(option, value != null);
    return value;
  }

  private void given(String option, boolean present) {
    if (!present) {
      throw new CommandLine.ParameterException(spec.commandLine(), "missing: " + option);
    }
  }
}
