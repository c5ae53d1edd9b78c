%% Crashes as soon as it runs, until it has done so often enough.
-module(bench_crasher).
-behaviour(gen_server).

-export([start_link/3, init/1, handle_call/3, handle_cast/2]).

start_link(To, Left, Crashes) ->
    gen_server:start_link(?MODULE, {To, Left, Crashes}, []).

init({To, Left, Crashes}) ->
    Before = counters:get(Left, 1),
    counters:sub(Left, 1, 1),
    Before < Crashes andalso (To ! done),
    Before > 0 andalso gen_server:cast(self(), crash),
    {ok, []}.

handle_call(_Request, _From, State) ->
    {reply, ok, State}.

handle_cast(crash, _State) ->
    exit(crash).
