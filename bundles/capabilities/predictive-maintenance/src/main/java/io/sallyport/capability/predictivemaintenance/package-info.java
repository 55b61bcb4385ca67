/**
 * Watches an asset: aligns its signals to rows, scores a sliding window of rows with a model, and turns runs of scores above the model's
 * threshold into insights and proposals for work orders.
 */
package io.sallyport.capability.predictivemaintenance;
