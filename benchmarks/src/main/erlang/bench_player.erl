%% Passes a ball on until it has gone far enough.
-module(bench_player).
-behaviour(gen_server).

-export([start/0, init/1, handle_call/3, handle_cast/2]).

start() ->
    gen_server:start(?MODULE, [], []).

init([]) ->
    {ok, undefined}.

handle_call(_Request, _From, Next) ->
    {reply, ok, Next}.

handle_cast({ball, 0, Done}, Next) ->
    Done ! done,
    {noreply, Next};
handle_cast({ball, Left, Done}, Next) ->
    gen_server:cast(Next, {ball, Left - 1, Done}),
    {noreply, Next};
handle_cast({meet, Next}, _) ->
    {noreply, Next}.
