%% What the processes of one script share: which starts are to fail, what has
%% happened so far, and who is who.
-module(otp_run).

-export([new/0, delete/1, fail/3, hold/3, unhold/2, start/2, stopped/2]).
-export([add_supervisor/3, supervisor/2, worker/2, id/2, log/1, log_from/2]).

new() ->
    Run = ets:new(run, [public, ordered_set]),
    true = ets:insert(Run, {events, 0}),
    Run.

delete(Run) ->
    ets:delete(Run).

%% Lets the next starts of a child fail.
fail(Run, Id, Times) ->
    ets:update_counter(Run, {fail, Id}, Times, {{fail, Id}, 0}).

%% Lets the next start of a child by this supervisor wait for the caller, and fail then.
hold(Run, Id, Supervisor) ->
    ets:insert(Run, {{hold, Id}, self(), Supervisor}).

unhold(Run, Id) ->
    ets:delete(Run, {hold, Id}).

%% Called by a child that starts.
start(Run, Id) ->
    [Parent | _] = get('$ancestors'),
    case ets:lookup(Run, {hold, Id}) of
        [{_, Driver, Parent}] ->
            unhold(Run, Id),
            Driver ! {held, self()},
            receive release -> ok end,
            event(Run, $!, Id),
            failed;
        _ ->
            start_unless_failing(Run, Id)
    end.

start_unless_failing(Run, Id) ->
    case ets:lookup(Run, {fail, Id}) of
        [{_, Times}] when Times > 0 ->
            ets:update_counter(Run, {fail, Id}, -1),
            event(Run, $!, Id),
            failed;
        _ ->
            ets:insert(Run, [{{worker, Id}, self()}, {{id, self()}, Id}]),
            event(Run, $+, Id),
            ok
    end.

%% Called by a child that its supervisor has stopped.
stopped(Run, Id) ->
    event(Run, $-, Id).

add_supervisor(Run, Id, Strategy) ->
    ets:insert(Run, [{{supervisor, Id}, self(), Strategy}, {{id, self()}, Id}]).

supervisor(Run, Id) ->
    case ets:lookup(Run, {supervisor, Id}) of
        [{_, Pid, Strategy}] -> live(Pid, {Pid, Strategy});
        [] -> none
    end.

worker(Run, Id) ->
    case ets:lookup(Run, {worker, Id}) of
        [{_, Pid}] -> live(Pid, Pid);
        [] -> none
    end.

live(Pid, Found) ->
    case is_process_alive(Pid) of
        true -> Found;
        false -> none
    end.

id(Run, Pid) ->
    ets:lookup_element(Run, {id, Pid}, 2).

event(Run, Kind, Id) ->
    Number = ets:update_counter(Run, events, 1),
    ets:insert(Run, {{event, Number}, [Kind | atom_to_list(Id)]}).

log(Run) ->
    ets:lookup_element(Run, events, 2).

%% The events after a number.
log_from(Run, From) ->
    [ets:lookup_element(Run, {event, N}, 2) || N <- lists:seq(From + 1, log(Run))].
