/** Tensors: direct, little-endian, row-major memory with a data type and a shape. */
@Export
@Version(ApiVersion.VERSION)
package io.sallyport.api.tensor;

import io.sallyport.api.packaging.ApiVersion;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
