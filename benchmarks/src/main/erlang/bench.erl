%% The workloads on Erlang/OTP. Prints a line of JSON for each result, as the Java
%% programs do. Started with words of the form name=number, then the workloads.
-module(bench).

-export([main/0]).

-define(SYSTEM, "Erlang/OTP").
-define(ASK_TIMEOUT, 5000).

main() ->
    Words = init:get_plain_arguments(),
    logger:set_primary_config(level, none),
    {Settings, Workloads} = lists:partition(fun(Word) -> lists:member($=, Word) end, Words),
    Effort = maps:from_list([setting(string:split(Word, "=")) || Word <- Settings]),
    lists:foreach(fun(Workload) -> run(Workload, Effort) end, Workloads),
    halt(0).

setting(["growth", Counts]) ->
    {growth, [list_to_integer(Count) || Count <- string:lexemes(Counts, ",")]};
setting([Name, Number]) ->
    {list_to_atom(Name), list_to_integer(Number)}.

run(Workload, Effort) ->
    %% So that it is known which one the program died of.
    io:format("# ~s~n", [Workload]),
    try workload(Workload, Effort) of
        Results -> [value(Name, Value, Unit) || {Name, Value, Unit} <- Results]
    catch
        Class:Reason:Stack ->
            Text = io_lib:format("~0p ~0p at ~0p", [Class, Reason, hd(Stack)]),
            line(Workload, ["\"failed\":\"", [C || C <- lists:flatten(Text), C =/= $", C =/= $\\], "\""])
    end.

value(Name, Value, Unit) ->
    line(Name, io_lib:format("\"value\":~.4f,\"unit\":\"~ts\"", [float(Value), Unit])).

line(Workload, Result) ->
    io:format("{\"workload\":\"~s\",\"system\":\"~s\",\"config\":\"~s\",~ts}~n",
              [Workload, ?SYSTEM, config(Workload), Result]).

config("ask" ++ _) -> "gen_server, each caller a process";
config("skynet") -> "spawn";
config(_) -> "gen_server".

workload("tell-1-1", E) -> one("tell-1-1", tell(E, 1), "messages/s");
workload("tell-4-1", E) -> one("tell-4-1", tell(E, 4), "messages/s");
workload("ask-1", E) -> one("ask-1", ask(E, 1), "asks/s");
workload("ask-64", E) -> one("ask-64", ask(E, 64), "asks/s");
%% A reply always goes to the process that has asked, so this is the same.
workload("ask-1-handed", E) -> one("ask-1-handed", ask(E, 1), "asks/s");
workload("ask-64-handed", E) -> one("ask-64-handed", ask(E, 64), "asks/s");
workload("ping-pong-1", E) -> one("ping-pong-1", ping_pong(E, 1, max(1, maps:get(batch, E) div 10)), "round trips/s");
workload("ping-pong-16", E) -> one("ping-pong-16", ping_pong(E, 16, max(1, maps:get(batch, E) div 50)), "round trips/s");
workload("ring", E) -> one("ring", ring(E), "messages/s");
workload("skynet", E) -> one("skynet", skynet(E), "ms");
workload("spawn", E) -> one("spawn", spawn_rate(E), "actors/s");
workload("growth", E) -> growth(E);
workload("restart", E) -> one("restart", restart(E), "restarts/s");
workload("stop-tree", E) -> one("stop-tree", stop_tree(E), "ms");
workload("ask-behind-queue", E) -> one("ask-behind-queue", ask_behind(E), "us");
workload("blocking", E) -> one("blocking", blocking(E), "ms").

one(Name, Value, Unit) ->
    [{Name, Value, Unit}].

%% Messages between few.

tell(#{batch := Batch} = E, Senders) ->
    {ok, Counter} = bench_counter:start(),
    Each = Batch div Senders,
    put(sent, 0),
    Rate = rate(E, fun() ->
        Tell = fun() -> repeat(Each, fun() -> gen_server:cast(Counter, {add, 1}) end) end,
        together(Senders, Tell),
        Sent = get(sent) + Senders * Each,
        put(sent, Sent),
        Sent = gen_server:call(Counter, {add_and_get, 0}, infinity),
        Senders * Each
    end),
    gen_server:stop(Counter),
    Rate.

ask(#{batch := Batch} = E, Callers) ->
    {ok, Counter} = bench_counter:start(),
    Each = max(1, Batch div 10 div Callers),
    put(sent, 0),
    Rate = rate(E, fun() ->
        Ask = fun() ->
            repeat(Each, fun() -> gen_server:call(Counter, {add_and_get, 1}, ?ASK_TIMEOUT) end)
        end,
        together(Callers, Ask),
        Sent = get(sent) + Callers * Each,
        put(sent, Sent),
        Sent = gen_server:call(Counter, {add_and_get, 0}, ?ASK_TIMEOUT),
        Callers * Each
    end),
    gen_server:stop(Counter),
    Rate.

ping_pong(E, Pairs, Steps) ->
    Players = [{start_player(), start_player()} || _ <- lists:seq(1, Pairs)],
    [begin gen_server:cast(A, {meet, B}), gen_server:cast(B, {meet, A}) end || {A, B} <- Players],
    rate(E, fun() ->
        [gen_server:cast(A, {ball, 2 * Steps, self()}) || {A, _} <- Players],
        wait(Pairs),
        Pairs * Steps
    end).

ring(#{ring := Size, laps := Laps} = E) ->
    First = start_player(),
    Others = [start_player() || _ <- lists:seq(2, Size)],
    link_ring([First | Others], First),
    rate(E, fun() ->
        gen_server:cast(First, {ball, Size * Laps, self()}),
        wait(1),
        Size * Laps
    end).

link_ring([Last], First) ->
    gen_server:cast(Last, {meet, First});
link_ring([One, Next | Others], First) ->
    gen_server:cast(One, {meet, Next}),
    link_ring([Next | Others], First).

start_player() ->
    {ok, Player} = bench_player:start(),
    Player.

%% Many.

skynet(#{leaves := Leaves} = E) ->
    mean(E, fun() -> timed_skynet(min(Leaves, 10000)) end, fun() -> timed_skynet(Leaves) end) / 1.0e6.

timed_skynet(Leaves) ->
    Begun = now_nanos(),
    Self = self(),
    spawn(fun() -> skynet_node(Self, 0, Leaves) end),
    Sum = receive {sum, Result} -> Result end,
    Sum = Leaves * (Leaves - 1) div 2,
    now_nanos() - Begun.

skynet_node(Parent, First, 1) ->
    Parent ! {sum, First};
skynet_node(Parent, First, Leaves) ->
    Self = self(),
    Each = Leaves div 10,
    [spawn(fun() -> skynet_node(Self, First + I * Each, Each) end) || I <- lists:seq(0, 9)],
    Parent ! {sum, lists:sum([receive {sum, Sum} -> Sum end || _ <- lists:seq(0, 9)])}.

spawn_rate(#{spawned := Count} = E) ->
    Count * 1.0e9 / mean(E, fun() -> timed_spawn(min(Count, 10000)) end, fun() -> timed_spawn(Count) end).

timed_spawn(Count) ->
    Begun = now_nanos(),
    Members = start_members(Count, 0),
    Count = finish(Members),
    Took = now_nanos() - Begun,
    Handled = 2 * Count,
    Handled = finish(Members),
    stop_members(Members),
    Took.

growth(#{growth := Counts} = E) ->
    Largest = lists:last(Counts),
    lists:append([spread(E, Count, Count =:= Largest) || Count <- Counts]).

spread(#{spread := Spread} = E, Count, Largest) ->
    Messages = max(Spread, Count),
    erlang:garbage_collect(),
    Before = erlang:memory(total),
    Members = start_members(Count, 0),
    Count = finish(Members),
    Memory = case Largest of
        true ->
            [erlang:garbage_collect(Pid) || Pid <- Members],
            erlang:garbage_collect(),
            [{"memory", (erlang:memory(total) - Before) / Count, "bytes/actor"}];
        false ->
            []
    end,
    Refs = list_to_tuple(Members),
    Stride = stride(Count),
    put(sent, Count),
    Mean = mean(E, fun() -> timed_send(Refs, Members, min(Messages, 100000), Stride) end,
                fun() -> timed_send(Refs, Members, Messages, Stride) end),
    %% The last are many, and end with the program.
    Largest orelse stop_members(Members),
    Memory ++ [{"growth-" ++ integer_to_list(Count), Mean / (Messages + Count), "ns/message"}].

timed_send(Refs, Members, Messages, Stride) ->
    Begun = now_nanos(),
    send(Refs, Messages, 0, Stride, tuple_size(Refs)),
    Handled = finish(Members),
    Took = now_nanos() - Begun,
    Sent = get(sent) + Messages + tuple_size(Refs),
    put(sent, Sent),
    Sent = Handled,
    Took.

send(_, 0, _, _, _) ->
    ok;
send(Refs, Left, Index, Stride, Count) ->
    gen_server:cast(element(Index + 1, Refs), note),
    send(Refs, Left - 1, (Index + Stride) rem Count, Stride, Count).

stride(1) -> 0;
stride(Count) -> stride(max(1, trunc(Count * 0.618)), Count).

stride(Stride, Count) ->
    case gcd(Stride, Count) of
        1 -> Stride;
        _ -> stride(Stride + 1, Count)
    end.

gcd(A, 0) -> A;
gcd(A, B) -> gcd(B, A rem B).

start_members(Count, Pause) ->
    [begin {ok, Pid} = bench_member:start(Pause), Pid end || _ <- lists:seq(1, Count)].

finish(Members) ->
    [gen_server:cast(Pid, {report, self()}) || Pid <- Members],
    sum_reports(length(Members), 0).

sum_reports(0, Sum) ->
    Sum;
sum_reports(Left, Sum) ->
    receive {count, Count} -> sum_reports(Left - 1, Sum + Count) end.

stop_members(Members) ->
    Monitors = [monitor(process, Pid) || Pid <- Members],
    [gen_server:cast(Pid, leave) || Pid <- Members],
    [receive {'DOWN', Monitor, _, _, _} -> ok end || Monitor <- Monitors].

blocking(#{blocking := Count, pause := Pause} = E) ->
    Members = start_members(Count, Pause),
    Refs = list_to_tuple(Members),
    put(sent, 0),
    Work = fun() -> timed_send(Refs, Members, 2 * Count, 1) end,
    Millis = mean(E, Work, Work) / 1.0e6,
    stop_members(Members),
    Millis.

%% Faults.

restart(#{crashes := Crashes} = E) ->
    rate(E, fun() ->
        Left = counters:new(1, []),
        counters:put(Left, 1, Crashes),
        {ok, Supervisor} = bench_sup:start_crashing(self(), Left),
        wait(Crashes),
        stop_supervisor(Supervisor),
        Crashes
    end).

stop_tree(#{depth := Depth} = E) ->
    Size = (2 bsl Depth) - 1,
    Stop = fun() ->
        {ok, Root} = bench_sup:start_tree(Depth),
        All = [Root | bench_sup:all(Root)],
        Size = length(All),
        Monitors = [monitor(process, Pid) || Pid <- All],
        Begun = now_nanos(),
        stop_supervisor(Root),
        Took = now_nanos() - Begun,
        [receive {'DOWN', Monitor, _, _, _} -> ok end || Monitor <- Monitors],
        Took
    end,
    mean(E, Stop, Stop) / 1.0e6.

stop_supervisor(Pid) ->
    Monitor = monitor(process, Pid),
    unlink(Pid),
    exit(Pid, shutdown),
    receive {'DOWN', Monitor, _, _, _} -> ok end.

ask_behind(#{queued := Queued} = E) ->
    {ok, Counter} = bench_counter:start(),
    Ask = fun() ->
        {ok, Caller} = bench_caller:start(),
        gen_server:cast(Caller, {go, Counter, self()}),
        repeat(Queued, fun() -> gen_server:cast(Caller, noise) end),
        Caller ! filled,
        Took = receive {took, Nanos} -> Nanos end,
        Queued = gen_server:call(Caller, noticed, infinity),
        gen_server:stop(Caller),
        Took
    end,
    Micros = mean(E, Ask, Ask) / 1.0e3,
    gen_server:stop(Counter),
    Micros.

%% Measuring.

rate(#{warm_up := WarmUp, measure := Measure}, Batch) ->
    repeat_for(WarmUp, Batch),
    repeat_for(Measure, Batch).

repeat_for(Millis, Batch) ->
    repeat_for(Millis * 1000000, Batch, now_nanos(), 0).

repeat_for(Time, Batch, Begun, Before) ->
    Done = Before + Batch(),
    case now_nanos() - Begun of
        Elapsed when Elapsed >= Time -> Done * 1.0e9 / Elapsed;
        _ -> repeat_for(Time, Batch, Begun, Done)
    end.

mean(#{warm_up := WarmUp, measure := Measure}, Small, Work) ->
    repeat_for(WarmUp, fun() -> Small(), 1 end),
    mean(Measure * 1000000, Work, now_nanos(), 0, 0).

mean(Time, Work, Begun, Times, Sum) ->
    Took = Sum + Work(),
    case now_nanos() - Begun of
        Elapsed when Elapsed >= Time -> Took / (Times + 1);
        _ -> mean(Time, Work, Begun, Times + 1, Took)
    end.

now_nanos() ->
    erlang:monotonic_time(nanosecond).

%% Does something in so many processes, and waits for all.
together(1, Task) ->
    Task();
together(Count, Task) ->
    Self = self(),
    [spawn_link(fun() -> Task(), Self ! done end) || _ <- lists:seq(1, Count)],
    wait(Count).

wait(0) -> ok;
wait(Left) -> receive done -> wait(Left - 1) end.

repeat(0, _) -> ok;
repeat(Left, Task) -> Task(), repeat(Left - 1, Task).
