package io.sallyport.provision;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Registered as a service once the framework was brought in line with the running generation after a start: everything that can run
 * runs. What cannot is told by {@link Generations#status()}. For those who wait for the appliance to be ready.
 */
@ProviderType
public interface Reconciled {
}
