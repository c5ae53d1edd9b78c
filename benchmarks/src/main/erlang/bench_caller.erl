%% Asks while much waits in its own mailbox.
-module(bench_caller).
-behaviour(gen_server).

-export([start/0, init/1, handle_call/3, handle_cast/2]).

start() ->
    gen_server:start(?MODULE, [], []).

init([]) ->
    {ok, 0}.

handle_call(noticed, _From, Noticed) ->
    {reply, Noticed, Noticed}.

handle_cast({go, Counter, To}, Noticed) ->
    receive filled -> ok end,
    Begun = erlang:monotonic_time(nanosecond),
    _ = gen_server:call(Counter, {add_and_get, 1}, 5000),
    To ! {took, erlang:monotonic_time(nanosecond) - Begun},
    {noreply, Noticed};
handle_cast(noise, Noticed) ->
    {noreply, Noticed + 1}.
