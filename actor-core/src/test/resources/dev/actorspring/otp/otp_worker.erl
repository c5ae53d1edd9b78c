%% A child that crashes, or exits normally, when it is told to.
-module(otp_worker).
-behaviour(gen_server).

-export([start_link/2, init/1, handle_call/3, handle_cast/2, terminate/2]).

start_link(Run, Id) ->
    gen_server:start_link(?MODULE, {Run, Id}, []).

init({Run, Id}) ->
    process_flag(trap_exit, true),
    case otp_run:start(Run, Id) of
        ok -> {ok, {Run, Id}};
        failed -> {stop, {planned, Id}}
    end.

handle_call(_Request, _From, State) ->
    {reply, ok, State}.

handle_cast(Reason, State) ->
    {stop, Reason, State}.

terminate(shutdown, {Run, Id}) ->
    otp_run:stopped(Run, Id);
terminate(_Reason, _State) ->
    ok.
