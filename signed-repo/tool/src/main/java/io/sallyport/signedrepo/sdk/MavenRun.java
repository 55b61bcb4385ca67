package io.sallyport.signedrepo.sdk;

import io.sallyport.signedrepo.ToolRefusals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs Maven in a process of its own, with a local repository of its own.
 *
 * @param executable such as {@code mvn}
 * @param localRepository where it puts what it resolves
 * @param globalSettings repositories to ask beside those of the user's own settings
 * @param log receives what it prints
 */
record MavenRun(String executable, Path localRepository, Path globalSettings, Path log) {
  /** @throws io.sallyport.trust.RefusedException SP-TOOL-0071 if it fails, with where its log lies */
  void run(Path directory, List<String> arguments) {
    List<String> command = new ArrayList<>(List.of(executable, "--batch-mode", "--no-transfer-progress", "-Dstyle.color=never", "-gs", globalSettings.toString(), "-Dmaven.repo.local=" + localRepository));
    command.addAll(arguments);
    try {
      Files.createDirectories(directory);
      ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
      builder.environment().remove("MAVEN_ARGS");
      int status = builder.start().waitFor();
      if (status != 0) {
        throw ToolRefusals.refuse("SP-TOOL-0071", "Maven ended with status " + status + ": " + String.join(" ", arguments), log, "read the log, then repeat");
      }
    } catch (IOException e) {
      throw ToolRefusals.io(e, executable);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ToolRefusals.refuse("SP-TOOL-0071", "Maven was interrupted", log, "repeat");
    }
  }
}
