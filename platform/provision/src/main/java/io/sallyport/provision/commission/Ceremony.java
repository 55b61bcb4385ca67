package io.sallyport.provision.commission;

import io.sallyport.audit.ApplianceKey;
import io.sallyport.trust.Envelope;
import io.sallyport.trust.Json;
import io.sallyport.trust.PairedKey;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import io.sallyport.trust.RootMetadata;
import io.sallyport.trust.SignaturePolicy;
import io.sallyport.trust.site.ApprovalRule;
import io.sallyport.trust.site.SiteCharter;
import io.sallyport.trust.site.SiteRoot;
import io.sallyport.trust.site.SiteRootMaker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The commissioning ceremony: who approves at this site, and how many must. Ends with a site root that is not signed yet: it travels to the
 * approvers' machines, whose keys never come here.
 */
final class Ceremony {
  private static final List<String> ROLES = List.of("quality", "security", "operations");

  private final Terminal terminal;
  private final ApplianceKey appliance;
  private final Clock clock;

  /** @param appliance the key made on this appliance */
  Ceremony(Terminal terminal, ApplianceKey appliance, Clock clock) {
    this.terminal = terminal;
    this.appliance = appliance;
    this.clock = clock;
  }

  /** Asks for everything that the charter holds. */
  SiteCharter ask() {
    String site = terminal.ask("Name of the site");
    List<SiteCharter.Member> members = new ArrayList<>();
    for (String user = user(members.size() + 1); !user.isEmpty(); user = user(members.size() + 1)) {
      SiteRoot.Approver person = new SiteRoot.Approver(user, terminal.ask("  Name, as printed"), terminal.ask("  Role, such as " + String.join(", ", ROLES)));
      members.add(new SiteCharter.Member(person, publicKey(Path.of(terminal.ask("  File of the public key")))));
    }
    List<String> roles = members.stream().map(member -> member.person().role()).distinct().toList();
    ApprovalRule approval = rule("a generation", Math.min(2, members.size()), roles);
    SignaturePolicy policy = policy(members);
    boolean waivers = terminal.confirm("May a higher quorum set an expiry, or the floor of time, aside");
    return new SiteCharter(site, members, approval, waivers ? Optional.of(rule("a waiver", approval.threshold() + 1, roles)) : Optional.empty(), Optional.empty(), policy);
  }

  /** Asked only where everybody could sign both ways. */
  private SignaturePolicy policy(List<SiteCharter.Member> members) {
    if (members.isEmpty() || members.stream().anyMatch(member -> member.key().postQuantum().isEmpty())) {
      return SignaturePolicy.CLASSICAL;
    }
    String word = terminal.ask("Policy of signatures: classical, hybrid or pq-only", SignaturePolicy.HYBRID.toString());
    return SignaturePolicy.of(word).orElseThrow(() -> refuse("SP-PLAN-0012", "\"" + word + "\" is not a policy", "Policy of signatures", "answer classical, hybrid or pq-only"));
  }

  private String user(int number) {
    return terminal.ask("Approver " + number + ", user id (none: that was all)");
  }

  private ApprovalRule rule(String what, int proposed, List<String> roles) {
    String threshold = terminal.ask("How many people sign " + what, Integer.toString(proposed));
    if (!threshold.matches("[1-9][0-9]{0,2}")) {
      throw refuse("SP-PLAN-0012", "\"" + threshold + "\" is not a number of people", "How many people sign " + what, "give a number");
    }
    String separation = terminal.ask("Roles that must each have signed " + what + ", - for none", String.join(" ", roles));
    return new ApprovalRule(Integer.parseInt(threshold), separation.equals("-") ? List.of() : Arrays.stream(separation.split("[ ,]+")).toList());
  }

  /**
   * Shows the root and writes it, without a signature.
   *
   * @param sure no question is asked
   */
  void write(SiteCharter charter, Path out, boolean sure) {
    SiteRoot root = SiteRoot.of(RootMetadata.parse(new SiteRootMaker(clock).first(charter, (charter.policy().needsPostQuantum() ? appliance.extended() : appliance.paired()).key())));
    root.lines().forEach(terminal::line);
    if (!sure && !terminal.confirm("Write this site root to " + out + ", for the approvers to sign")) {
      throw refuse("SP-PLAN-0015", "the site root was not confirmed", "the ceremony", "begin again; nothing was written");
    }
    try {
      Files.write(out, new Envelope(root.root().signed(), List.of()).toBytes(), StandardOpenOption.CREATE_NEW);
    } catch (FileAlreadyExistsException e) {
      throw refuse("SP-APPROVE-0011", "the file exists already", out.toString(), "name another file");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    terminal.line("Written: " + out + ". Each approver compares the digest and signs: signed-repo site sign " + out.getFileName() + " --key KEY.p12");
    terminal.line("Then, here: sallyport commission --root FILE --admin USER NAME");
  }

  /** A file that may be missing. */
  static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw refuse("SP-PLAN-0012", "there is no such file", file.toString(), "name a file that exists");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static PairedKey publicKey(Path file) {
    return PairedKey.fromJson(Json.parseObject(read(file), file.toString()));
  }

  private static RefusedException refuse(String code, String what, String where, String next) {
    return new RefusedException(new Refusal(code, what, where, next));
  }
}
