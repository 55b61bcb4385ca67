package io.sallyport.provision.commission;

import io.sallyport.audit.AuditEntry;
import io.sallyport.audit.OfflineAudit;
import io.sallyport.identity.OfflineIdentity;
import io.sallyport.identity.Roles;
import io.sallyport.identity.User;
import io.sallyport.trust.AtomicFiles;
import io.sallyport.trust.Digests;
import io.sallyport.trust.Inventory;
import io.sallyport.trust.Json;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.PairedKey;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import io.sallyport.trust.RootMetadata;
import io.sallyport.trust.SignaturePolicy;
import io.sallyport.trust.site.SiteAnchor;
import io.sallyport.trust.site.SiteCharter;
import io.sallyport.trust.site.SiteRepository;
import io.sallyport.trust.site.SiteRoot;
import io.sallyport.trust.site.SiteRoots;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Makes a new site: data directory, appliance key, audit log, first accounts, site root version 1. Refuses to run on a commissioned
 * site. The root is written last, so that an interrupted run leaves no site. Uses {@code sallyport.home} and {@code sallyport.data}.
 *
 * <pre>
 * (nothing)                         the ceremony: asks who approves, shows the site root and writes it to site-root.json, not signed
 * --charter FILE --out FILE --yes   the same from a charter, without a question; --yes may be left out
 * --root FILE --admin USER NAME     takes the site root when the approvers have signed it; the first admin's password is asked for
 * --anchor                          prints the lines that bind the distribution to this site's roots (ADR 0016)
 * --key [--policy POLICY]           prints the appliance's public key, for a site root made elsewhere
 * --demo [--policy POLICY]          everything made up here, approvers' keys included: for demonstrations only
 * </pre>
 *
 * A distribution whose vendor root is for development makes no site but a demonstration, unless the last argument is
 * {@code --accept-development-root} (ADR 0051); the audit log records which root it was.
 */
public final class Commission {
  private static final String ACCEPT_DEVELOPMENT_ROOT = "--accept-development-root";
  private static final String USAGE = "usage: sallyport commission [--charter FILE --out FILE [--yes]] | --root FILE --admin USER NAME | --anchor"
      + " | --key [--policy POLICY] | --demo [--policy POLICY]; add " + ACCEPT_DEVELOPMENT_ROOT + " for a test site on a development build";

  private final Path home;
  private final Path data;
  private final Clock clock;
  private final Terminal terminal;
  private final PrintStream out;

  Commission(Path home, Path data, Clock clock, Terminal terminal, PrintStream out) {
    this.home = home;
    this.data = data;
    this.clock = clock;
    this.terminal = terminal;
    this.out = out;
  }

  public static void main(String[] arguments) {
    try {
      new Commission(directory("sallyport.home", "."), directory("sallyport.data", "data"), Clock.systemUTC(), Terminal.system(), System.out).run(List.of(arguments));
    } catch (RefusedException e) {
      System.err.println(e.refusal().message());
      System.exit(1);
    }
  }

  private static Path directory(String property, String otherwise) {
    return Path.of(System.getProperty(property, otherwise)).toAbsolutePath();
  }

  void run(List<String> all) {
    boolean accepted = !all.isEmpty() && all.get(all.size() - 1).equals(ACCEPT_DEVELOPMENT_ROOT);
    List<String> arguments = accepted ? all.subList(0, all.size() - 1) : all;
    int size = arguments.size();
    boolean sure = size == 5 && arguments.get(4).equals("--yes");
    Optional<SignaturePolicy> policy = size == 1 ? Optional.of(SignaturePolicy.CLASSICAL) : size == 3 && arguments.get(1).equals("--policy") ? SignaturePolicy.of(arguments.get(2)) : Optional.empty();
    if (policy.isPresent() && arguments.get(0).equals("--demo")) {
      demo(policy.get());
    } else if (arguments.equals(List.of("--anchor"))) {
      lines().forEach(out::println);
    } else if (policy.isPresent() && arguments.get(0).equals("--key")) {
      key(policy.get());
    } else if (arguments.isEmpty()) {
      requireProduction(accepted);
      ceremony(Ceremony::ask, Path.of("site-root.json"), false);
    } else if ((size == 4 || sure) && arguments.get(0).equals("--charter") && arguments.get(2).equals("--out")) {
      requireProduction(accepted);
      Path charter = Path.of(arguments.get(1));
      ceremony(ceremony -> SiteCharter.parse(Ceremony.read(charter), charter.toString()), Path.of(arguments.get(3)), sure);
    } else if (size == 5 && arguments.get(0).equals("--root") && arguments.get(2).equals("--admin")) {
      requireProduction(accepted);
      site(Path.of(arguments.get(1)), arguments.get(3), arguments.get(4));
    } else {
      throw refuse("SP-PLAN-0012", "the arguments are not understood", String.join(" ", all), USAGE);
    }
  }

  private void requireProduction(boolean accepted) {
    if (!accepted && Inventory.vendorRoot(home).purpose() == RootMetadata.Purpose.DEVELOPMENT) {
      throw refuse("SP-TRUST-0106", "the distribution was built with a development root: whoever has that machine can sign packages and platform",
          home.resolve(Inventory.VENDOR_ROOT).toString(), "install the vendor's distribution; for a test site, add " + ACCEPT_DEVELOPMENT_ROOT);
    }
  }

  private void ceremony(Function<Ceremony, SiteCharter> charter, Path file, boolean sure) {
    requireNew();
    try (OfflineAudit audit = OfflineAudit.open(data)) {
      Ceremony ceremony = new Ceremony(terminal, audit.applianceKey(), clock);
      ceremony.write(charter.apply(ceremony), file.toAbsolutePath(), sure);
    }
  }

  private void demo(SignaturePolicy policy) {
    requireNew();
    if (SiteAnchor.read(home).isPresent()) {
      throw refuse("SP-PLAN-0020", "the distribution is anchored to a site, and a demonstration makes another", home.resolve(SiteAnchor.PATH).toString(), "use another installation of the distribution");
    }
    try (OfflineAudit audit = OfflineAudit.open(data)) {
      OfflineIdentity identity = OfflineIdentity.open(data, audit.log());
      DemoSite demo = new DemoSite(data, clock, identity, appliance(audit, policy));
      byte[] root = demo.make(policy);
      record(audit, root, "commission --demo");
      writeRoot(root);
      demo.banner(out);
      tellAnchor();
    }
  }

  private void key(SignaturePolicy policy) {
    try (OfflineAudit audit = OfflineAudit.open(data)) {
      out.println(Json.pretty(appliance(audit, policy).toJson()));
    }
  }

  private static PairedKey appliance(OfflineAudit audit, SignaturePolicy policy) {
    return (policy.needsPostQuantum() ? audit.applianceKey().extended() : audit.applianceKey().paired()).key();
  }

  private void site(Path file, String user, String name) {
    requireNew();
    try (OfflineAudit audit = OfflineAudit.open(data)) {
      byte[] root = Ceremony.read(file);
      SiteRoot site = required(root, file.toString(), audit.applianceKey().paired().key());
      SiteAnchor.read(home).ifPresent(anchor -> anchor.require(new SiteRoots(List.of(site)), file.toString()));
      site.lines().forEach(out::println);
      char[] password = terminal.password("Password of " + user);
      OfflineIdentity.open(data, audit.log()).realm().enrol(new User(user, name, Set.of(Roles.ADMIN)), password);
      Arrays.fill(password, '\0');
      record(audit, root, "commission --root");
      writeRoot(root);
      out.println("The site is commissioned; " + user + " may log in and enrol the others. No approver's key is on this appliance.");
      tellAnchor();
    }
  }

  private static SiteRoot required(byte[] bytes, String where, PairedKey appliance) {
    SiteRoot site = SiteRoot.selfSigned(bytes, where);
    boolean ours = List.of("timestamp", "snapshot").stream().allMatch(role -> site.root().role(role).onlyKeyIs(appliance));
    if (site.version() != 1 || site.approvers().isEmpty() || !ours) {
      throw refuse("SP-PLAN-0013", "not a first site root for this appliance: it must have version 1, name approvers, and give snapshot and timestamp to key " + appliance.id()
          + appliance.postQuantum().map(half -> " and ML-DSA-87 key " + half.id()).orElse(""), where, "make it with sallyport commission, or with the key that commission --key prints");
    }
    return site;
  }

  private void requireNew() {
    if (Files.exists(data.resolve("site/metadata/1.root.json"))) {
      throw refuse("SP-PLAN-0010", "the site is commissioned already", data.toString(), "use another data directory; a site's keys are changed by a new site root");
    }
    if (Files.exists(data.resolve("site/users.json"))) {
      throw refuse("SP-PLAN-0011", "an earlier commissioning was interrupted", data.toString(), "empty the data directory and repeat");
    }
  }

  private void record(OfflineAudit audit, byte[] root, String how) {
    audit.log().append(AuditEntry.of("site.commissioned").system("commissioning").action(how).object("site").digest("root", Digests.sha256(root))
        .after(JsonObject.of(Map.of("vendorRoot", Inventory.vendorRoot(home).purpose().toString()))).build());
  }

  /** Only the owner of the distribution can do it: that is what makes it worth something. */
  private void tellAnchor() {
    if (SiteAnchor.read(home).isPresent()) {
      out.println("The distribution is anchored to this site's root.");
      return;
    }
    out.println("Not anchored yet: who can write to " + data + " could exchange the whole site, unnoticed below the framework. Compare the digest with what the approvers");
    out.println("have signed; then, as the owner of " + home + ", write this line to " + home.resolve(SiteAnchor.PATH) + ":");
    lines().forEach(line -> out.println("  " + line));
  }

  private List<String> lines() {
    return SiteAnchor.lines(SiteRepository.of(data, new byte[0]).roots());
  }

  private void writeRoot(byte[] root) {
    AtomicFiles.write(data.resolve("site/metadata/1.root.json"), root);
  }

  private static RefusedException refuse(String code, String what, String where, String next) {
    return new RefusedException(new Refusal(code, what, where, next));
  }
}
