/**
 * Inspects pictures of surfaces: from a folder or posted to the appliance, checked before they are decoded, cut into tiles, scored by a model.
 * The result is a verdict and a heat map; rejected items become insights, and many of them a work order.
 */
package io.sallyport.capability.visionqc;
