package io.sallyport.operations;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** What flows through the appliance. A service of the platform; thread-safe. */
@ProviderType
public interface Signals {
  /** All signals seen so far, by asset and name. */
  List<SignalStatus> list();

  /** All registered consumers. */
  List<ConsumerStatus> consumers();
}
