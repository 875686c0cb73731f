"""Place codes: what stands on a plate in letters and as a picture to scan. Nothing here counts or follows who scans."""
