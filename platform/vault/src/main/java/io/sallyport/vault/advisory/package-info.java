/** Known vulnerabilities as the vendor's signed targets {@code advisories/NAME.json} carry them, in the format of OSV (schema 1.x). */
@Export
@Version("0.1.0")
package io.sallyport.vault.advisory;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
