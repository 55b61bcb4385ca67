package io.sallyport.shell.appliance;

import io.sallyport.audit.AuditLog;
import io.sallyport.gate.Anchor;
import io.sallyport.gate.GateControl;
import io.sallyport.gate.GateStatus;
import io.sallyport.http.HttpStatus;
import io.sallyport.identity.Tokens;
import io.sallyport.provision.Generations;
import io.sallyport.provision.Leftovers;
import io.sallyport.provision.ProvisionStatus;
import io.sallyport.provision.SiteSettings;
import io.sallyport.shell.Reply;
import io.sallyport.shell.SallyportCommand;
import io.sallyport.shell.generation.StatusForm;
import io.sallyport.vault.Packages;
import io.sallyport.vault.VaultPackage;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code appliance:status}. */
@Service
@Command(scope = "appliance", name = "status", description = "The appliance on one screen: generation, packages, gate, audit log, conduits")
public final class ApplianceStatus extends SallyportCommand {
  private static final Map<Anchor, String> ANCHOR = Map.of(Anchor.ABSENT, " but not anchored", Anchor.HELD, " and anchored", Anchor.BROKEN, ", NOT THE ONE THE DISTRIBUTION IS ANCHORED TO");

  @Reference
  private Generations generations;

  @Reference
  private Packages packages;

  @Reference
  private GateControl gate;

  @Reference
  private AuditLog audit;

  @Reference
  private Leftovers leftovers;

  @Option(name = "--collect", description = "First have the JVM collect garbage, for which it pauses: what is left of retired versions then, something holds")
  private boolean collect;

  @Reference
  private HttpStatus http;

  @Reference
  private Tokens tokens;

  @Reference
  private SiteSettings settings;

  @Override
  protected Reply run() {
    List<Leftovers.Leftover> left = collect ? leftovers.foundAfterCollection() : leftovers.found();
    ProvisionStatus provision = generations.status();
    GateStatus gateStatus = gate.status();
    List<String> conduits = conduits(provision);
    List<String> badSettings = settings.problems();
    Duration up = Duration.ofMillis(ManagementFactory.getRuntimeMXBean().getUptime());
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("ready", provision.ready());
    json.put("provision", provision(provision));
    json.put("gate", gate(gateStatus));
    json.put("audit", Map.of("entries", audit.size()));
    http.address().ifPresent(address -> json.put("http", address));
    http.refusal().ifPresent(refusal -> json.put("http_refused", refusal.message()));
    tokens.refusal().ifPresent(refusal -> json.put("tokens_refused", refusal.message()));
    json.put("settings", badSettings);
    json.put("conduits", conduits);
    json.put("leftovers", left.stream().map(one -> Map.of("version", one.version(), "bundle", one.bundle(), "since", one.since().toString())).toList());
    json.put("uptime_s", up.toSeconds());
    return new Reply(json, out -> print(provision, gateStatus, badSettings, conduits, left, up, out), true);
  }

  private void print(ProvisionStatus provision, GateStatus status, List<String> badSettings, List<String> conduits, List<Leftovers.Leftover> left, Duration up, PrintStream out) {
    out.println((provision.ready() ? "READY" : "NOT READY") + ", up " + up.toHours() + " h " + up.toMinutesPart() + " min " + up.toSecondsPart() + " s, release " + status.inventoryRelease());
    out.println("Generation  " + (provision.running() == 0 ? "none" : provision.running() + (provision.previous() == 0 ? "" : ", before it " + provision.previous()))
        + provision.candidate().map(number -> "; candidate " + number).orElse("") + provision.activity().map(activity -> "; " + activity + " now").orElse(""));
    Reply.table(StatusForm.COLUMNS, provision.packages().stream().map(StatusForm::row).toList(), "No packages").text().accept(out);
    provision.problems().forEach(problem -> out.println("! " + problem));
    provision.alarms().forEach(alarm -> out.println("ALARM " + alarm));
    out.println("Gate        " + (status.siteTrusted() ? "site trusted" : "SITE NOT TRUSTED") + ANCHOR.get(status.anchor()) + ", " + status.platformDigests() + " platform bundles and " + status.siteDigests()
        + " of generations " + status.generations() + " admitted, " + status.refusals() + " refusals since start");
    out.println("Audit       " + audit.size() + " entries");
    if (!left.isEmpty()) {
      out.println("Leftovers   " + left.size() + " retired bundles are still in memory" + (collect ? " after a collection" : "; see with --collect whether something holds them") + ", the oldest since "
          + left.get(0).since() + ": " + left.get(0).version());
    }
    out.println("HTTP        " + http.address().orElseGet(() -> http.refusal().map(refusal -> "DOES NOT LISTEN: " + refusal.message()).orElse("does not listen yet")));
    tokens.refusal().ifPresent(refusal -> out.println("Tokens      NO PROGRAM IS LET IN: " + refusal.message()));
    status.vendorRoot().warning().ifPresent(warning -> out.println("Vendor      " + warning));
    badSettings.forEach(problem -> out.println("Settings    " + problem));
    out.println("Conduits    " + (conduits.isEmpty() ? "none: nothing leaves this appliance" : ""));
    conduits.forEach(conduit -> out.println("  " + conduit));
  }

  private List<String> conduits(ProvisionStatus provision) {
    List<String> conduits = new ArrayList<>();
    provision.packages().forEach(running -> {
      VaultPackage pack = packages.byDescriptor(running.version().digest());
      pack.descriptor().conduits().forEach(conduit -> conduits.add(pack.name() + ": " + conduit.told()));
    });
    return conduits;
  }

  private static Map<String, Object> provision(ProvisionStatus provision) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("running", provision.running());
    json.put("previous", provision.previous());
    provision.candidate().ifPresent(number -> json.put("candidate", number));
    json.put("packages", provision.packages().stream().map(StatusForm::json).toList());
    json.put("problems", provision.problems());
    json.put("alarms", provision.alarms());
    provision.activity().ifPresent(activity -> json.put("activity", activity));
    return json;
  }

  private static Map<String, Object> gate(GateStatus status) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("release", status.inventoryRelease());
    json.put("vendor_root", status.vendorRoot().toString());
    json.put("site_trusted", status.siteTrusted());
    json.put("anchor", status.anchor().name());
    json.put("platform_digests", status.platformDigests());
    json.put("site_digests", status.siteDigests());
    json.put("generations", status.generations());
    json.put("refusals", status.refusals());
    return json;
  }
}
