package io.sallyport.inference.engine;

import io.sallyport.api.tensor.Tensor;
import java.time.Duration;
import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A model on a server inside the enclave. Thread-safe. It judges nothing by itself: who holds it asks {@link #verify} and the golden vectors,
 * and lets callers in only after both.
 */
@ConsumerType
public interface RemoteModel extends LoadedModel {
  /**
   * Whether the site says where the conduit leads; nothing is sent.
   *
   * @throws io.sallyport.trust.RefusedException {@code SP-MODEL-0056}, {@code -0057}
   */
  void configured();

  /**
   * Asks the server whether it is ready to run the model, and whether the model's inputs and outputs are the declared ones. What runs after
   * it goes to the same address with the same credentials; when the site changes them, runs fail as {@link RemoteFailure.Kind#LOST}.
   *
   * @param patience for all that is asked together
   * @throws io.sallyport.trust.RefusedException {@code SP-MODEL-0056} to {@code -0063}
   */
  void verify(Duration patience);

  /** How long an answer may take while nobody waits for it: at least {@link #PATIENCE}, and more where the site allows the server more. */
  Duration patience();

  /**
   * @throws DeadlineException if the caller's time was up first
   * @throws RemoteFailure if there is no answer that fits the declared outputs; the code says why, the kind what it means
   */
  @Override
  Map<String, Tensor> run(Map<String, Tensor> inputs, long until);

  /** Conduit, address, model and version on the server, for an admin and for audit entries. No secret is in it. */
  String path();

  /** Ends it; runs under way end as they would. Repeating it does nothing. */
  @Override
  void close();
}
