%% A supervisor as a script describes it.
-module(otp_tree).
-behaviour(supervisor).

-export([start_link/2, init/1, child_spec/2]).

start_link(Run, Spec) ->
    supervisor:start_link(?MODULE, {Run, Spec}).

init({Run, {supervisor, Id, _Restart, _Significant, Strategy, Intensity, AutoShutdown, Children}}) ->
    otp_run:add_supervisor(Run, Id, Strategy),
    Flags = #{strategy => Strategy, intensity => Intensity, period => 3600, auto_shutdown => AutoShutdown},
    {ok, {Flags, [start_spec(Run, Strategy, Child) || Child <- Children]}}.

start_spec(Run, simple_one_for_one, {worker, Id, Restart, Significant}) ->
    #{id => Id, start => {otp_worker, start_link, [Run]}, restart => Restart, significant => Significant};
start_spec(Run, _Strategy, Child) ->
    child_spec(Run, Child).

child_spec(Run, {worker, Id, Restart, Significant}) ->
    #{id => Id, start => {otp_worker, start_link, [Run, Id]}, restart => Restart, significant => Significant};
child_spec(Run, Spec = {supervisor, Id, Restart, Significant, _, _, _, _}) ->
    #{id => Id, start => {otp_tree, start_link, [Run, Spec]}, restart => Restart, significant => Significant,
      type => supervisor}.
