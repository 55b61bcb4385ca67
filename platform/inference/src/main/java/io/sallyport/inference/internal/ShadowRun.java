package io.sallyport.inference.internal;

import io.sallyport.api.tensor.Tensor;
import io.sallyport.inference.engine.RemoteFailure;
import io.sallyport.inference.engine.TooMuchException;
import io.sallyport.provision.lease.Lease;
import io.sallyport.provision.lease.Router;
import java.util.Map;
import java.util.Optional;

/**
 * Runs a candidate on copies of calls that the active version has answered, and counts what comes of it. What says nothing of the candidate – it was withdrawn, it is out of
 * service, its server is busy – is a copy that was dropped. Thread-safe.
 */
final class ShadowRun {
  private static final int LONGEST_REASON = 200;

  private final Router router;
  private final ModelRegistry registry;

  ShadowRun(Router router, ModelRegistry registry) {
    this.router = router;
    this.registry = registry;
  }

  /** Never throws but what ends a thread anyway. */
  void run(ShadowCopy copy) {
    try {
      leased(copy);
    } catch (OutOfServiceException e) {
      copy.pair().dropped();
    } catch (TooMuchException e) {
      copy.pair().refused(copy, oneLine(e.getMessage()));
    } catch (RemoteFailure e) {
      if (e.kind() == RemoteFailure.Kind.BUSY) {
        copy.pair().dropped();
      } else {
        failed(copy, e);
      }
    } catch (RuntimeException | LinkageError | StackOverflowError | OutOfMemoryError e) { // the shadow goes on with the next copy
      failed(copy, e);
    }
  }

  private static void failed(ShadowCopy copy, Throwable cause) {
    copy.pair().failed(copy, oneLine(String.valueOf(cause.getMessage())));
  }

  /** What engines say may be long. */
  private static String oneLine(String message) {
    String line = message.strip().replaceAll("\\s+", " ");
    return line.length() > LONGEST_REASON ? line.substring(0, LONGEST_REASON) + "…" : line;
  }

  private void leased(ShadowCopy copy) {
    ShadowPair pair = copy.pair();
    Optional<Lease> lease = router.leaseVersion(pair.candidate().name(), pair.candidate().version());
    if (lease.isEmpty()) {
      pair.dropped(); // withdrawn meanwhile
      return;
    }
    try (Lease held = lease.get()) {
      Optional<ServedModel> model = registry.find(pair.candidate().digest());
      if (model.isEmpty() || !held.version().digest().equals(pair.candidate().digest())) {
        pair.dropped();
        return;
      }
      Optional<InputCheck.Fault> fault = model.get().inputs().fault(copy.inputs());
      if (fault.isPresent()) {
        pair.refused(copy, fault.get().code() + ": " + fault.get().what());
        return;
      }
      long began = System.nanoTime();
      Map<String, Tensor> outputs = model.get().loaded().run(copy.inputs(), began + model.get().deadline().toNanos());
      pair.compared(copy, model.get().description(), outputs, System.nanoTime() - began);
    }
  }
}
