/** Generations: plan, approve, apply, roll back; what runs and why. */
@Export
@Version("0.1.0")
package io.sallyport.provision;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
