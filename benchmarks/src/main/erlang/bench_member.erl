%% One of many: counts its messages, and blocks for each if it is told to.
-module(bench_member).
-behaviour(gen_server).

-export([start/1, init/1, handle_call/3, handle_cast/2]).

start(Pause) ->
    gen_server:start(?MODULE, Pause, []).

init(Pause) ->
    {ok, {Pause, 0}}.

handle_call(_Request, _From, State) ->
    {reply, ok, State}.

handle_cast(note, State) ->
    {noreply, handle(State)};
handle_cast({report, To}, State) ->
    {_, Count} = Next = handle(State),
    To ! {count, Count},
    {noreply, Next};
handle_cast(leave, State) ->
    {stop, normal, State}.

handle({0, Count}) ->
    {0, Count + 1};
handle({Pause, Count}) ->
    timer:sleep(Pause),
    {Pause, Count + 1}.
