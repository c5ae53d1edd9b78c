%% A supervisor whose only child crashes, and a tree of supervisors with workers as leaves.
-module(bench_sup).
-behaviour(supervisor).

-export([start_crashing/2, start_tree/1, all/1, init/1]).

start_crashing(To, Left) ->
    supervisor:start_link(?MODULE, {crashing, To, Left, counters:get(Left, 1)}).

start_tree(Levels) ->
    supervisor:start_link(?MODULE, {tree, Levels}).

%% All under a supervisor.
all(Supervisor) ->
    lists:append([under(Type, Pid) || {_, Pid, Type, _} <- supervisor:which_children(Supervisor)]).

under(worker, Pid) -> [Pid];
under(supervisor, Pid) -> [Pid | all(Pid)].

init({crashing, To, Left, Crashes}) ->
    %% Without a limit that counts: the one that the others have, as long a window.
    {ok, {#{strategy => one_for_one, intensity => 1000000000, period => 1},
          [#{id => child, start => {bench_crasher, start_link, [To, Left, Crashes]}}]}};
init({tree, Levels}) ->
    {ok, {#{strategy => one_for_one}, [child(Id, Levels) || Id <- [left, right]]}}.

child(Id, 1) ->
    #{id => Id, start => {bench_worker, start_link, []}};
child(Id, Levels) ->
    #{id => Id, start => {supervisor, start_link, [?MODULE, {tree, Levels - 1}]}, type => supervisor}.
