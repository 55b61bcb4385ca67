package io.sallyport.itests.attack.media;

import io.sallyport.itests.appliance.Folders;
import io.sallyport.itests.appliance.Media;
import io.sallyport.itests.appliance.Program;
import io.sallyport.itests.appliance.Project;
import io.sallyport.itests.appliance.Result;
import io.sallyport.itests.appliance.attack.Outcome;
import io.sallyport.itests.appliance.attack.Target;
import io.sallyport.itests.appliance.forge.DevelopmentKeys;
import io.sallyport.itests.appliance.forge.HybridVendor;
import io.sallyport.itests.attack.Case;
import io.sallyport.itests.attack.Group;
import io.sallyport.itests.attack.Guard;
import io.sallyport.trust.Envelope;
import io.sallyport.trust.PostQuantum;
import io.sallyport.trust.Signature;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Somebody who can forge classical signatures, before a vendor with the policy hybrid. The stand-alone verifier judges: it calls the importer's own
 * steps, and no second appliance has to boot.
 */
public final class PostQuantumGroup implements Group {
  private static final int LONGEST_CLASSICAL = 1000;

  /** @param shippedHybrid whether the verifier starts from the hybrid root, or from the classical one before it */
  private record Attempt(boolean shippedHybrid, Function<HybridVendor, Media> make) {}

  private final Project project = Project.here();
  private final Map<Case, Attempt> attempts = new LinkedHashMap<>();

  public PostQuantumGroup() {
    add("ml-dsa-signatures-stripped", "every ML-DSA-87 signature taken off the list of releases", "SP-TRUST-0083", true, vendor -> vendor.publishStripped(copy()));
    add("ml-dsa-signature-under-two-ids", "one ML-DSA-87 key's signature is repeated under another key's id", "SP-TRUST-0083", true, vendor -> vendor.publish(copy(), PostQuantumGroup::repeated));
    add("ml-dsa-in-place-of-classical", "enough ML-DSA-87 keys, and one classical key too few", "SP-TRUST-0011", true, vendor -> vendor.publish(copy(), PostQuantumGroup::oneClassical));
    add("post-quantum-field-stripped", "the field with policy and ML-DSA-87 keys is cut out of the root under its signatures", "SP-TRUST-0011", false,
        vendor -> vendor.publishAltered(copy(), signed -> signed.toBuilder().remove(PostQuantum.FIELD).build()));
    add("classical-root-after-hybrid", "the next root is classical, and signed by the classical keys alone", "SP-TRUST-0083", true,
        vendor -> vendor.publishUnder(copy(), signed -> signed.toBuilder().remove(PostQuantum.FIELD).build()));
    add("weaker-policy-after-hybrid", "the next root keeps its ML-DSA-87 keys and no longer counts them", "SP-TRUST-0083", true, vendor -> vendor.publishUnder(copy(),
        signed -> signed.toBuilder().put(PostQuantum.FIELD, signed.object(PostQuantum.FIELD).toBuilder().put("policy", "classical").build()).build()));
  }

  private void add(String name, String threat, String code, boolean shippedHybrid, Function<HybridVendor, Media> make) {
    attempts.put(new Case(name, threat, Guard.VERIFIER, code), new Attempt(shippedHybrid, make));
  }

  @Override
  public String title() {
    return "Post-quantum signatures taken away";
  }

  @Override
  public List<Case> cases() {
    return List.copyOf(attempts.keySet());
  }

  @Override
  public Map<Case, Outcome> attempt(Target target) {
    HybridVendor vendor = new HybridVendor(good(), new DevelopmentKeys(project));
    Path hybrid = Folders.temporary("hybrid").resolve("root.json");
    io.sallyport.itests.attack.Edited.write(hybrid, vendor.root());
    verified(vendor.publish(good().copy()), hybrid).orFail();
    Path classical = good().folder().resolve("metadata/1.root.json");
    verified(vendor.publish(good().copy()), classical).orFail();
    Map<Case, Outcome> outcomes = new LinkedHashMap<>();
    attempts.forEach((attack, attempt) -> {
      Result result = verified(attempt.make().apply(vendor), attempt.shippedHybrid() ? hybrid : classical);
      outcomes.put(attack, new Outcome(!result.succeeded(), result.code().orElse(""), false, result.text()));
    });
    return outcomes;
  }

  private Result verified(Media medium, Path root) {
    return Program.java(project.built("platform/boot/verify/target/sallyport-verify.jar"), "medium", medium.folder().toString(), "--root", root.toString());
  }

  private Media good() {
    return new Media(project.medium("demo-1"));
  }

  private Media copy() {
    return good().copy();
  }

  private static boolean classical(Signature signature) {
    return signature.sig().length() < LONGEST_CLASSICAL;
  }

  private static Envelope repeated(Envelope envelope) {
    List<Signature> postQuantum = envelope.signatures().stream().filter(signature -> !classical(signature)).toList();
    return envelope.with(new Signature(postQuantum.get(1).keyid(), postQuantum.get(0).sig()));
  }

  private static Envelope oneClassical(Envelope envelope) {
    Signature spared = envelope.signatures().stream().filter(PostQuantumGroup::classical).findFirst().orElseThrow();
    return new Envelope(envelope.signed(), envelope.signatures().stream().filter(signature -> !signature.equals(spared)).toList());
  }
}
