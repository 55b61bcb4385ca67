/** Reports of the plugin TCK: their form, whom they are signed by, and what a site demands of them (ADR 0014). */
@Export
@Version("0.1.0")
package io.sallyport.vault.tck;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
