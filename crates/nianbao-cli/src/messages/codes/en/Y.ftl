# Against last year
