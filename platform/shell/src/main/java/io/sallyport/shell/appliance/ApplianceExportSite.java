package io.sallyport.shell.appliance;

import io.sallyport.provision.SiteAuthority;
import io.sallyport.shell.Administration;
import io.sallyport.shell.PathCompleter;
import io.sallyport.shell.Reply;
import io.sallyport.shell.TravellingFiles;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import io.sallyport.trust.SignaturePolicy;
import java.nio.file.Path;
import java.util.Map;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.completers.StringsCompleter;

/** {@code appliance:export-site FILE}. */
@Service
@Command(scope = "appliance", name = "export-site", description = "Writes what the next site root is made from: the one in force, and the generations it must keep")
public final class ApplianceExportSite extends Administration {
  @Option(name = "--policy", description = "Signatures that the next root is to count: classical, hybrid or pq-only; without it, those of the root in force")
  @Completion(value = StringsCompleter.class, values = {"classical", "hybrid", "pq-only"})
  private String policy;

  @Argument(name = "FILE", description = "A file that does not exist yet; a name alone goes into the export folder, DATA/export", required = true)
  @Completion(PathCompleter.class)
  private String file;

  @Reference
  private SiteAuthority authority;

  @Reference
  private TravellingFiles files;

  @Override
  protected Reply run() {
    SignaturePolicy next = policy == null ? inForce() : SignaturePolicy.of(policy)
        .orElseThrow(() -> new RefusedException(new Refusal("SP-SHELL-0002", "\"" + policy + "\" is not a policy", "--policy", "give classical, hybrid or pq-only")));
    Path written = files.write(file, () -> authority.export(next, actor()));
    return Reply.of(Map.of("file", written.toString()), "Written: " + written + "; make the next root from it: signed-repo site root --from");
  }

  private SignaturePolicy inForce() {
    return authority.root().map(root -> root.root().policy()).orElse(SignaturePolicy.CLASSICAL);
  }
}
