package io.sallyport.http;

import io.sallyport.trust.Refusal;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** Where the appliance listens for HTTP. A service of the platform; thread-safe. */
@ProviderType
public interface HttpStatus {
  /** Such as {@code http://127.0.0.1:8181}; empty while it does not listen. */
  Optional<String> address();

  /** Why it does not listen, if it may or can not. */
  Optional<Refusal> refusal();
}
