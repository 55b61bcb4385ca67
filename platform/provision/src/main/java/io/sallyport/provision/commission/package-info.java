/** Commissioning of a new site, before the appliance runs: {@code bin/sallyport commission}. */
@Export
@Version("0.1.0")
package io.sallyport.provision.commission;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
