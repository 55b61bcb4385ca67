package io.sallyport.provision;

import io.sallyport.audit.Actor;
import io.sallyport.trust.Refusal;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The life of generations, from plan to retirement. A service of the platform. Every method that changes something is refused while
 * another one is under way, records in the audit log before it takes effect, and is all or nothing. Thread-safe.
 */
@ProviderType
public interface Generations {
  /**
   * Computes the difference between what runs and what is wanted, and freezes it as the candidate generation. An open candidate that
   * nobody has approved yet is superseded.
   *
   * @throws io.sallyport.trust.RefusedException SP-PLAN
   */
  Plan plan(PlanRequest request, Actor actor);

  /** The candidate that is neither applied nor abandoned, if there is one. */
  Optional<Candidate> candidate();

  /**
   * Signs the frozen candidate as a person, after checking that the plan is the one it names: re-authenticates, then signs its bytes and a record of user, name, role, meaning and time.
   *
   * @param generation the candidate that the person was shown: nobody signs another one
   * @param password of that person; the caller wipes it
   * @throws io.sallyport.trust.RefusedException SP-APPROVE, SP-APPLY-0021 or SP-IDENTITY
   */
  Candidate approve(int generation, String user, char[] password);

  /**
   * The open candidate as one file, to be signed on another machine: {@code {"schema": "sallyport.candidate/1", "generation", "signed",
   * "plan"}}; {@code signed} is what is signed, {@code plan} the text of the frozen plan whose digest it names.
   */
  byte[] export();

  /**
   * Takes an approval that was signed on another machine, in the form of {@code candidate/N/approvals/KEYID.json} (ADR 0002). Its two
   * signatures must be those of an approver whom the site root names.
   *
   * @throws io.sallyport.trust.RefusedException SP-APPROVE-0009 if they are not
   */
  Candidate importApproval(byte[] approval);

  /**
   * Makes the approved candidate what runs. Returns after it is committed and the old versions are retired.
   *
   * @param generation the candidate that is meant
   * @throws io.sallyport.trust.RefusedException the code of the step that failed; then what ran before runs still, the candidate is
   *     abandoned and its number burnt
   */
  ApplyReport apply(int generation, Actor actor, StepListener listener);

  /**
   * Goes back to the generation before, on one approver's signature, with the same steps as {@link #apply}.
   *
   * @param to the generation that the person was told they go back to
   * @throws io.sallyport.trust.RefusedException SP-APPLY, SP-APPROVE or SP-IDENTITY
   */
  ApplyReport rollback(int to, String user, char[] password, StepListener listener);

  /**
   * The way back to the generation before as one file, to be signed on another machine: {@code {"schema": "sallyport.rollback/1",
   * "unsigned", "leaving", "root"}}.
   *
   * @param to the generation before the running one
   * @throws io.sallyport.trust.RefusedException SP-APPLY-0017 or 0024
   */
  byte[] exportRollback(int to);

  /**
   * Goes back as {@link #rollback} does, on a signature that an approver made on another machine.
   *
   * @param signed {@code N.rollback.json}: what was exported, with the record of who signed it, and the signature
   * @param actor who brings it
   * @throws io.sallyport.trust.RefusedException SP-ROLLBACK, SP-TRUST-0011 or 0053 if it is not one for what runs here; SP-APPLY
   */
  ApplyReport importRollback(byte[] signed, Actor actor, StepListener listener);

  /** Gives the open candidate up; its number is burnt. */
  void abandon(Actor actor, String reason);

  /** The plan of a generation, if that number was ever planned. */
  Optional<Plan> plan(int generation);

  /** Every package that the vault holds or that runs, with its state; by name, then by version. */
  List<PackageState> packages();

  /**
   * Whose signatures a generation needs here.
   *
   * @throws io.sallyport.trust.RefusedException SP-TRUST-0022 if the site has no root yet
   */
  ApprovalRule approvalRule();

  /** Every generation ever planned, newest first. */
  List<GenerationInfo> history();

  /** What lies among the site's metadata and is no part of it: where, why, and what to do. Nothing is decided by it. */
  default List<Refusal> strays() {
    return List.of();
  }

  /** What runs now, and whether it is what should. */
  ProvisionStatus status();
}
