/** Signals, insights and work orders of the running appliance: what flows, what was concluded, what is to be done. */
@Export
@Version("0.1.0")
package io.sallyport.operations;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
