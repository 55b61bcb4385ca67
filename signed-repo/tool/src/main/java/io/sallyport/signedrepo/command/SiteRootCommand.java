package io.sallyport.signedrepo.command;

import io.sallyport.signedrepo.PublicKeyFile;
import io.sallyport.signedrepo.ToolRefusals;
import io.sallyport.trust.AtomicFiles;
import io.sallyport.trust.Envelope;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.RootMetadata;
import io.sallyport.trust.site.ExportedSite;
import io.sallyport.trust.site.SiteCharter;
import io.sallyport.trust.site.SiteRoot;
import io.sallyport.trust.site.SiteRootMaker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a site root to be signed. */
@Command(name = "root", mixinStandardHelpOptions = true, description = {"Makes a site root from a charter, not signed yet.",
    "The next one keeps the appliance's key, and names the generations that may still run; old and new approvers must sign it."})
public final class SiteRootCommand implements Runnable {
  /** Where it comes from. */
  static final class Origin {
    @Option(names = "--appliance", required = true, paramLabel = "FILE", description = "for the first root: the key that commission --key printed") private Path appliance;
    @Option(names = "--from", required = true, paramLabel = "FILE", description = "for the next root: what appliance:export-site wrote") private Path from;
  }

  @Parameters(paramLabel = "OUT", description = "a file that does not exist yet") private Path out;
  @Option(names = "--charter", required = true, paramLabel = "FILE", description = "who approves, and how many must (ADR 0002)") private Path charter;
  @ArgGroup(multiplicity = "1") private Origin origin;
  @Mixin private Output output;

  @Override
  public void run() {
    SiteCharter agreed = SiteCharter.parse(VerifyCommand.read(charter), charter.toString());
    SiteRoot root = SiteRoot.of(RootMetadata.parse(make(agreed)));
    if (Files.exists(out)) {
      throw ToolRefusals.refuse("SP-TOOL-0051", "the file exists already", out, "name another file");
    }
    AtomicFiles.write(out, new Envelope(root.root().signed(), List.of()).toBytes());
    root.lines().forEach(line -> output.line("%s", line));
    output.line("Written: %s; sign it: site sign %s --key KEY.p12", out, out);
    if (output.json()) {
      output.json(JsonObject.builder().put("file", out.toString()).put("version", root.version()).put("sha256", root.sha256()).build());
    }
  }

  private JsonObject make(SiteCharter agreed) {
    SiteRootMaker maker = new SiteRootMaker(Clock.systemUTC());
    if (origin.from == null) {
      return maker.first(agreed, PublicKeyFile.readPair(origin.appliance));
    }
    ExportedSite site = ExportedSite.read(VerifyCommand.read(origin.from), origin.from.toString());
    return maker.next(site.inForce(origin.from.toString()), agreed, site.generations(), site.appliance());
  }
}
