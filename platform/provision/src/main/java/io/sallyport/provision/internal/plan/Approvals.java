package io.sallyport.provision.internal.plan;

import static io.sallyport.provision.internal.Refusals.refuse;

import io.sallyport.identity.ESignature;
import io.sallyport.provision.Approval;
import io.sallyport.provision.internal.site.CandidateStore;
import io.sallyport.provision.internal.site.Site;
import io.sallyport.trust.Envelope;
import io.sallyport.trust.Json;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.PairedSigner;
import io.sallyport.trust.Role;
import io.sallyport.trust.Signature;
import io.sallyport.trust.site.Generation;
import io.sallyport.trust.site.Rollback;
import io.sallyport.trust.site.SignedApproval;
import io.sallyport.trust.site.SiteRoot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Signatures of approvers over frozen bytes: making them, counting them, putting them on the metadata. */
public final class Approvals {
  private final Site site;
  private final ESignature signatures;

  public Approvals(Site site, ESignature signatures) {
    this.site = site;
    this.signatures = signatures;
  }

  /**
   * A person's signature over bytes and over a record of it.
   *
   * @throws io.sallyport.trust.RefusedException SP-APPROVE-0001 not an approver, 0002 not their key, SP-IDENTITY
   */
  public Approval sign(String user, char[] password, int generation, byte[] canonical) {
    SiteRoot root = site.repository().root();
    SiteRoot.Approver person = approver(user);
    return CandidateStore.approval(SignedApproval.sign(signer(root, person, password), root, person, generation, canonical, site.clock().instant()).toJson());
  }

  /**
   * A rollback, signed by one person (ADR 0002, {@code N.rollback.json}).
   *
   * @param unsigned what is to be signed, but for the record
   * @throws io.sallyport.trust.RefusedException as {@link #sign}
   */
  public Envelope signRollback(String user, char[] password, JsonObject unsigned) {
    SiteRoot root = site.repository().root();
    SiteRoot.Approver person = approver(user);
    return Rollback.sign(unsigned, signer(root, person, password), root, person, site.clock().instant());
  }

  private PairedSigner signer(SiteRoot root, SiteRoot.Approver person, char[] password) {
    PairedSigner signer = signatures.approver(person.user(), password);
    boolean theirs = root.root().role("targets").counted().stream()
        .allMatch(quorum -> signer.key().halves().stream().anyMatch(half -> quorum.keyids().contains(half.id()) && person.equals(root.approvers().get(half.id()))));
    if (!theirs || !person.equals(root.approvers().get(signer.key().id()))) {
      throw refuse("SP-APPROVE-0002", "the person's key is not the one that the site root names", "user " + person.user(), "have the site root renewed, or restore the key");
    }
    return signer;
  }

  /** The approver with that user id. */
  public SiteRoot.Approver approver(String user) {
    return site.repository().root().people().stream().filter(person -> person.user().equals(user)).findFirst()
        .orElseThrow(() -> refuse("SP-APPROVE-0001", "the person is not one of the site's approvers", "user " + user, "have it signed by an approver: " + people()));
  }

  /** @throws io.sallyport.trust.RefusedException SP-APPROVE-0013 if the person imported what the candidate brings in, by whichever account */
  public void requireNotImporter(String user, byte[] canonical) {
    Generation candidate = Generation.of(new Envelope(Json.parseObject(canonical, "the candidate"), List.of()));
    if (candidate.importers().contains(user) || site.repository().root().people().stream().anyMatch(person -> person.user().equals(user) && candidate.isImporter(person))) {
      throw refuse("SP-APPROVE-0013", "who imported a package does not approve that it runs", "user " + user, "have it signed by somebody else");
    }
  }

  /** Approvals whose two signatures hold, by keys that the site root names. Others are left out. */
  public List<Approval> valid(byte[] canonical, List<Approval> approvals) {
    SiteRoot root = site.repository().root();
    return approvals.stream().filter(approval -> SignedApproval.fromJson(approval.json()).holds(root, canonical)).toList();
  }

  /** The metadata with the approvals' signatures. */
  public Envelope envelope(byte[] canonical, List<Approval> approvals, String where) {
    Role approvers = site.repository().root().root().role("targets");
    List<Signature> signed = approvals.stream().flatMap(approval -> SignedApproval.fromJson(approval.json()).signatures(approvers).stream()).toList();
    return new Envelope(Json.parseObject(canonical, where), signed);
  }

  /** What the approvals lack, as phrases; empty if they suffice. */
  public List<String> missing(byte[] canonical, List<Approval> approvals) {
    SiteRoot root = site.repository().root();
    List<Approval> valid = valid(canonical, approvals);
    List<String> missing = new ArrayList<>();
    for (String role : root.separation()) {
      if (valid.stream().noneMatch(approval -> root.approvers().get(approval.keyid()).role().equals(role))) {
        missing.add("role " + role);
      }
    }
    long people = valid.stream().map(approval -> root.approvers().get(approval.keyid()).person()).distinct().count();
    int threshold = root.approval().threshold();
    if (missing.isEmpty() && people < threshold) {
      missing.add((threshold - people) + " more of: " + people());
    }
    return missing;
  }

  /** Who has approved already, by user id. */
  public Optional<Approval> by(String user, List<Approval> approvals) {
    return approvals.stream().filter(approval -> approval.user().equals(user)).findFirst();
  }

  private String people() {
    return String.join(", ", site.repository().root().people().stream().map(person -> person.user() + " (" + person.role() + ")").toList());
  }
}
