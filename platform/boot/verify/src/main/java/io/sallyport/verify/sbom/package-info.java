/** Bills of materials, CycloneDX 1.6, made from the bytes that are there. No time and nothing random in them: the same bytes give the same document. */
package io.sallyport.verify.sbom;
