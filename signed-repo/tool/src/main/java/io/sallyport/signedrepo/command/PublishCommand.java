package io.sallyport.signedrepo.command;

import io.sallyport.signedrepo.Publisher;
import io.sallyport.signedrepo.Repository;
import io.sallyport.signedrepo.Staging;
import java.nio.file.Path;
import java.time.Clock;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Publishes what is staged. */
@Command(name = "publish", mixinStandardHelpOptions = true, description = "Publishes what is staged, if every role has enough signatures; consistent snapshot.")
public final class PublishCommand implements Runnable {
  @Parameters(paramLabel = "REPO") private Path directory;
  @Mixin private Output output;

  @Override
  public void run() {
    Repository repository = new Repository(directory);
    new Publisher(repository, new Staging(repository, Clock.systemUTC())).publish();
    output.line("published: timestamp version %d", repository.published("timestamp").orElseThrow().version());
  }
}
