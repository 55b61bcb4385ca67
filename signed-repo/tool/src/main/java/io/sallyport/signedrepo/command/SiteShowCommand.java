package io.sallyport.signedrepo.command;

import io.sallyport.trust.Envelope;
import io.sallyport.trust.Json;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.RootMetadata;
import io.sallyport.trust.site.SiteRoot;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows a site root. */
@Command(name = "show", mixinStandardHelpOptions = true, description = "Shows a site root: its digest to compare, who approves, who has signed it.")
public final class SiteShowCommand implements Runnable {
  @Parameters(paramLabel = "FILE") private Path file;
  @Mixin private Output output;

  @Override
  public void run() {
    Envelope envelope = Envelope.parse(VerifyCommand.read(file), file.toString());
    SiteRoot root = SiteRoot.of(RootMetadata.parse(envelope.signed()));
    root.lines().forEach(line -> output.line("%s", line));
    List<String> signed = root.approversOf(envelope).stream().map(SiteRoot.Approver::user).toList();
    output.line("Signed by    %s", signed.isEmpty() ? "nobody yet" : String.join(", ", signed));
    if (output.json()) {
      output.json(JsonObject.builder().put("version", root.version()).put("sha256", root.sha256()).put("signed", Json.parseObject(Json.write(envelope.signed()), "root"))
          .put("signedBy", signed).build());
    }
  }
}
