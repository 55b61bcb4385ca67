package io.sallyport.vault;

import io.sallyport.trust.Refusal;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/** Tells why content of the vault may not run, for messages; the gate decides. Registered as a service by provision. Thread-safe. */
@ConsumerType
public interface Admission {
  /** The refusal that the gate would give for a bundle with that digest, with the command that gets it approved; empty if admitted. */
  Optional<Refusal> refusal(String sha256);
}
