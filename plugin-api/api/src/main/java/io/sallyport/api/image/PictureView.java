package io.sallyport.api.image;

/** How an inspected picture is shown. */
public enum PictureView {
  /** The heat map alone: black is normal, white is twice the threshold or more. */
  HEAT,
  /** The inspected picture with the heat over it, in colour where it is above the threshold. */
  OVERLAY
}
