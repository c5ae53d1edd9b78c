/// The bytes that are allocated and not freed, if the C library tells.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
pub fn used() -> Option<usize> {
    // SAFETY: has no conditions.
    let arenas = unsafe { libc::mallinfo2() };
    Some(arenas.uordblks + arenas.hblkhd)
}

#[cfg(not(all(target_os = "linux", target_env = "gnu")))]
pub fn used() -> Option<usize> {
    None
}
