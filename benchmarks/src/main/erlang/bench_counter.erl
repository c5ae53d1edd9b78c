%% Adds numbers.
-module(bench_counter).
-behaviour(gen_server).

-export([start/0, init/1, handle_call/3, handle_cast/2]).

start() ->
    gen_server:start(?MODULE, [], []).

init([]) ->
    {ok, 0}.

handle_call({add_and_get, Value}, _From, Sum) ->
    {reply, Sum + Value, Sum + Value}.

handle_cast({add, Value}, Sum) ->
    {noreply, Sum + Value}.
