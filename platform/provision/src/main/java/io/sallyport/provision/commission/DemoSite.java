package io.sallyport.provision.commission;

import io.sallyport.identity.OfflineIdentity;
import io.sallyport.identity.Roles;
import io.sallyport.identity.User;
import io.sallyport.trust.AtomicFiles;
import io.sallyport.trust.Envelope;
import io.sallyport.trust.PairedKey;
import io.sallyport.trust.SignaturePolicy;
import io.sallyport.trust.Signer;
import io.sallyport.trust.site.ApprovalRule;
import io.sallyport.trust.site.SiteCharter;
import io.sallyport.trust.site.SiteRoot;
import io.sallyport.trust.site.SiteRootMaker;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A site for demonstrations: six people with random passwords, the approvers' keys on the appliance. */
final class DemoSite {
  private static final List<User> PEOPLE = List.of(new User("quinn", "Quinn Abbott", Set.of(Roles.QUALITY)), new User("sam", "Sam Okafor", Set.of(Roles.SECURITY)),
      new User("ada", "Ada Lindqvist", Set.of(Roles.ADMIN)), new User("ivan", "Ivan Horvat", Set.of(Roles.INTEGRATOR)), new User("olga", "Olga Brandt", Set.of(Roles.OPERATOR)),
      new User("aud", "Aud Nilsen", Set.of(Roles.AUDITOR)));
  private static final String LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";
  private static final int PASSWORD_LENGTH = 16;

  private final Path data;
  private final Clock clock;
  private final OfflineIdentity identity;
  private final PairedKey appliance;
  private final SecureRandom random = new SecureRandom();

  DemoSite(Path data, Clock clock, OfflineIdentity identity, PairedKey appliance) {
    this.data = data;
    this.clock = clock;
    this.identity = identity;
    this.appliance = appliance;
  }

  /** Makes accounts and keys; returns the signed site root, not yet written. */
  byte[] make(SignaturePolicy policy) {
    Map<String, String> passwords = new LinkedHashMap<>();
    PEOPLE.forEach(person -> passwords.put(person.id(), password()));
    StringBuilder file = new StringBuilder("# Made by commission --demo. Delete this file when you know them.\n");
    passwords.forEach((id, password) -> file.append(id).append('=').append(password).append('\n'));
    AtomicFiles.writePrivate(passwordFile(), file.toString().getBytes(StandardCharsets.UTF_8));
    List<SiteCharter.Member> approvers = new ArrayList<>();
    for (User person : PEOPLE) {
      identity.realm().enrol(person, passwords.get(person.id()).toCharArray());
      if (person.roles().contains(Roles.QUALITY) || person.roles().contains(Roles.SECURITY)) {
        approvers.add(new SiteCharter.Member(new SiteRoot.Approver(person.id(), person.name(), person.mainRole()),
            identity.approverKeys().create(person.id(), passwords.get(person.id()).toCharArray(), policy)));
      }
    }
    SiteCharter charter = new SiteCharter("Demonstration", approvers, new ApprovalRule(2, List.of(Roles.QUALITY, Roles.SECURITY)), Optional.empty(), Optional.empty(), policy);
    Signer[] signers = approvers.stream().map(SiteCharter.Member::person)
        .map(person -> identity.signatures().approver(person.user(), passwords.get(person.user()).toCharArray())).flatMap(signer -> signer.halves().stream()).toArray(Signer[]::new);
    return Envelope.sign(new SiteRootMaker(clock).first(charter, appliance), signers).toBytes();
  }

  void banner(PrintStream out) {
    out.println("************************************************************************");
    out.println("*  DEMONSTRATION SITE: the approvers' keys rest on this appliance, so   *");
    out.println("*  whoever controls it controls the approvals. In production, approvers *");
    out.println("*  sign elsewhere: commission, site sign, commission --root.            *");
    out.println("************************************************************************");
    PEOPLE.forEach(person -> out.println("  " + person.id() + "\t" + person.name() + ", " + person.mainRole()));
    out.println("Passwords: " + passwordFile());
  }

  private Path passwordFile() {
    return data.resolve("keys/demo-passwords");
  }

  private String password() {
    StringBuilder password = new StringBuilder();
    random.ints(PASSWORD_LENGTH, 0, LETTERS.length()).forEach(i -> password.append(LETTERS.charAt(i)));
    return password.toString();
  }
}
