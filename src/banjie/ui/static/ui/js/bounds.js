/** [[west, south], [east, north]] of a GeoJSON FeatureCollection, or null when there is nothing in it. */
export function boundsOf(features) {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  const visit = (coordinates) => {
    if (typeof coordinates[0] !== "number") { coordinates.forEach(visit); return; }
    [west, south] = [Math.min(west, coordinates[0]), Math.min(south, coordinates[1])];
    [east, north] = [Math.max(east, coordinates[0]), Math.max(north, coordinates[1])];
  };
  for (const feature of features.features) if (feature.geometry) visit(feature.geometry.coordinates);
  return west <= east ? [[west, south], [east, north]] : null;
}
