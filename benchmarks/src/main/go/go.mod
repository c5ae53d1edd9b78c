module dev.actorspring/benchmarks

go 1.22

require ergo.services/ergo v1.999.320

// Its own path is not what a module proxy knows it by. v1.999.320 is release 3.2.0.
replace ergo.services/ergo => github.com/ergo-services/ergo v1.999.320
