import type { CatalogQuery, UnreachablePlace } from '../../domain/model/catalog.js';
import type { Fact } from '../../domain/model/fact.js';
import type { Grantee } from '../../domain/model/facts.js';
import type { Image, ImageRef } from '../../domain/model/image.js';

/** Searches AMIs by their properties. */
export interface Catalog {
  /**
   * Passes matches to the callback in batches, in no order. Returns the places that could not be searched. Throws only
   * what the callback throws.
   */
  search(query: CatalogQuery, onImages: (images: readonly Image[]) => void): Promise<readonly UnreachablePlace[]>;

  /** Returns the grantees of an AMI, as its owner sees them. */
  launchPermissions(image: ImageRef): Promise<Fact<readonly Grantee[]>>;
}
